/** What becomes of a frame that cannot be classified: its bytes untouched, the reason in the headers. */
@NullMarked
package dev.avitstreams.topology.deadletter;

import org.jspecify.annotations.NullMarked;
