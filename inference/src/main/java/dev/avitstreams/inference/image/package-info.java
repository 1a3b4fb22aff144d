/**
 * From encoded bytes to the pixels a model takes, within limits. The only package that touches OpenCV.
 *
 * <p>Entry points: {@link dev.avitstreams.inference.image.ImageDecoder} and {@link
 * dev.avitstreams.inference.image.ImageReferenceReader}. Both are immutable and may be shared by any number of threads;
 * native memory lives only within one call.
 */
@NullMarked
package dev.avitstreams.inference.image;

import org.jspecify.annotations.NullMarked;
