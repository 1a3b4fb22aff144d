/** More frames than can be served, for long: whether memory stays bounded and every frame is accounted for. */
@NullMarked
package dev.avitstreams.ops.chaos.overload;

import org.jspecify.annotations.NullMarked;
