/** Configuration files that are broken on purpose. */
@NullMarked
package dev.avitstreams.ops.fuzz.settings;

import org.jspecify.annotations.NullMarked;
