/** What the page asks for beyond the labels' flow: single records and their pixels, lag, the service's own meters. */
@NullMarked
package dev.avitstreams.ops.dashboard.source;

import org.jspecify.annotations.NullMarked;
