/** Many short runs, one after the other on one cluster, each with topics and a group of its own. */
@NullMarked
package dev.avitstreams.ops.chaos.series;

import org.jspecify.annotations.NullMarked;
