/**
 * The model as TorchScript, and DJL's PyTorch engine computing it. Writing takes our libtorch and computing DJL's: never
 * both in one process.
 */
@NullMarked
package dev.avitstreams.bench.torchscript;

import org.jspecify.annotations.NullMarked;
