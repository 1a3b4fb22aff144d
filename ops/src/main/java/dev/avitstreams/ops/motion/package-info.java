/** Whether a model spends its compute on what moves before a camera that stands still. */
@NullMarked
package dev.avitstreams.ops.motion;

import org.jspecify.annotations.NullMarked;
