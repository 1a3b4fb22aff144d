package dev.avitstreams.ops.evaluation.gate;

import org.jspecify.annotations.Nullable;

/**
 * Whether one gate holds.
 *
 * @param gate what is demanded, in words
 * @param value that was found; null where it was not measured
 * @param baseline value of the earlier report; null where none was needed
 * @param sentence the outcome, for a person
 */
public record GateResult(
        String gate,
        boolean passed,
        @Nullable Double value,
        @Nullable Double baseline,
        String sentence) {}
