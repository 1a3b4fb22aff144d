/** Records of the frames topic that are broken on purpose. */
@NullMarked
package dev.avitstreams.ops.fuzz.record;

import org.jspecify.annotations.NullMarked;
