package dev.avitstreams.topology.elastic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.inference.frame.FrameOrigin.Priority;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CameraPrioritiesTest {
    private final CameraPriorities priorities = new CameraPriorities(List.of("gate-*", "dock", "*-night-*"));

    @Example
    void camerasThatAreNamedHaveHighPriority() {
        assertThat(List.of("gate-1", "gate-", "dock", "yard-night-2"))
                .allMatch(camera -> priorities.of(camera) == Priority.HIGH);
        assertThat(List.of("dock-1", "gate", "my gate-1", "yard-night", ""))
                .allMatch(camera -> priorities.of(camera) == Priority.NORMAL);
        assertThat(CameraPriorities.NONE.of("gate-1")).isEqualTo(Priority.NORMAL);
    }

    @Property(tries = 2000)
    void aStarStandsForAnyCharacters(@ForAll("patterns") String pattern, @ForAll("ids") String camera) {
        String expression = Pattern.quote(pattern).replace("*", "\\E.*\\Q");
        boolean isNamed =
                Pattern.compile(expression, Pattern.DOTALL).matcher(camera).matches();

        assertThat(new CameraPriorities(List.of(pattern)).of(camera) == Priority.HIGH)
                .isEqualTo(isNamed);
    }

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.strings().withChars("ab.*").ofMaxLength(6);
    }

    @Provide
    Arbitrary<String> ids() {
        return Arbitraries.strings().withChars("ab.\n*").ofMaxLength(8);
    }
}
