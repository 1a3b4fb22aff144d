/** Comparison of the operator with reference vectors that another implementation computed. */
@NullMarked
package dev.avitstreams.inference.verify;

import org.jspecify.annotations.NullMarked;
