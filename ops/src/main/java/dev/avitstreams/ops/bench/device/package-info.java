/**
 * Checks what a GPU computes against the CPU, then times halting against the dense pass on it: one command for the day there
 * is one. Until then everything but the CUDA kernels runs in tests, with a CPU in the GPU's place.
 */
@NullMarked
package dev.avitstreams.ops.bench.device;

import org.jspecify.annotations.NullMarked;
