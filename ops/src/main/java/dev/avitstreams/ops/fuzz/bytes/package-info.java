/** Changing bytes without knowing what they mean, and putting them together. Pure functions of a generator. */
@NullMarked
package dev.avitstreams.ops.fuzz.bytes;

import org.jspecify.annotations.NullMarked;
