/** The {@code avit} command line: its entry point and the tree of commands. */
@NullMarked
package dev.avitstreams.ops;

import org.jspecify.annotations.NullMarked;
