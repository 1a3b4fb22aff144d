/** From encoded bytes to the pixels a model takes, within limits. The only package that touches OpenCV. */
@NullMarked
package dev.avitstreams.inference.image;

import org.jspecify.annotations.NullMarked;
