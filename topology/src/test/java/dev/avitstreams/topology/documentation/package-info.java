/** Keeps pages under {@code docs/} that are made from the code equal to the code. */
@NullMarked
package dev.avitstreams.topology.documentation;

import org.jspecify.annotations.NullMarked;
