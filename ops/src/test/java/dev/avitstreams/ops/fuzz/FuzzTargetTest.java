package dev.avitstreams.ops.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FuzzTargetTest {
    private static final int INPUTS = 150;

    @ParameterizedTest
    @EnumSource
    void anIndexMakesTheSameInputWhateverCameBefore(FuzzSubject subject) {
        FuzzPlan plan = new FuzzPlan(subject, 3, 0, INPUTS, Path.of("unused"));
        try (FuzzTarget one = subject.open();
                FuzzTarget other = subject.open()) {
            for (long index = 0; index < INPUTS; index += 30) {
                byte[] alone = other.input(plan.random(index));
                byte[] inOrder = one.input(plan.random(index));
                byte[] unused = one.input(plan.random(index + 1));

                assertThat(alone).isEqualTo(inOrder);
            }
        }
    }

    /** If all were turned away at the first check, nothing behind it would be tried. */
    @ParameterizedTest
    @EnumSource
    void someInputsGetThroughAndOthersDoNot(FuzzSubject subject) throws Exception {
        FuzzPlan plan = new FuzzPlan(subject, 3, 0, INPUTS, Path.of("unused"));
        Set<String> outcomes = new HashSet<>();
        try (FuzzTarget target = subject.open()) {
            for (long index = 0; index < INPUTS; index++) {
                outcomes.add(target.read(target.input(plan.random(index))));
            }
        }

        assertThat(outcomes).containsAnyOf("decoded, scaled decoded", "read", "accepted", "200");
        assertThat(outcomes).hasSizeGreaterThan(1);
    }
}
