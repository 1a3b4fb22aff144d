/**
 * oneDNN's primitives as the operator needs them: f32, bf16 or 8-bit integers, on a CPU, compiled once for given sizes and run on memory that is the
 * caller's.
 */
@NullMarked
package dev.avitstreams.inference.onednn;

import org.jspecify.annotations.NullMarked;
