/**
 * The values that go in and out of the classifier: a request for one frame, and its one outcome.
 *
 * <p>Everything here is immutable and free of native memory, so it may be kept, passed between threads and compared.
 */
@NullMarked
package dev.avitstreams.inference.frame;

import org.jspecify.annotations.NullMarked;
