/**
 * The foreign contenders of {@code avit bench operator}: other engines computing the same model, each in a process of
 * its own, spoken to over standard input and output. Not shipped.
 */
@NullMarked
package dev.avitstreams.bench;

import org.jspecify.annotations.NullMarked;
