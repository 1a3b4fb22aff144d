/** What {@code avit doctor} checks, one class a concern. Every check ends with findings, never with an exception. */
@NullMarked
package dev.avitstreams.ops.doctor;

import org.jspecify.annotations.NullMarked;
