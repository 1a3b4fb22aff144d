/** Where the operator runs: CPU workers or a CUDA device, behind one interface. */
@NullMarked
package dev.avitstreams.inference.device;

import org.jspecify.annotations.NullMarked;
