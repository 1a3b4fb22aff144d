/**
 * The page's HTTP server: the JDK's own, as for the service's endpoints. It answers GET and HEAD, reads no body, and pushes
 * what changes as server-sent events.
 */
@NullMarked
package dev.avitstreams.ops.dashboard.http;

import org.jspecify.annotations.NullMarked;
