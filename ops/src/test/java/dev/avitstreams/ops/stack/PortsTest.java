package dev.avitstreams.ops.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PortsTest {
    /** So many that chance alone would repeat one of either range. */
    private static final int MANY = 2_000;

    static List<Named<IntSupplier>> kinds() {
        return List.of(Named.of("any free", Ports::anyFree), Named.of("any lasting", Ports::anyLasting));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void noPortIsGivenOutTwice(IntSupplier kind) {
        assertThat(IntStream.range(0, MANY).map(i -> kind.getAsInt()).boxed()).doesNotHaveDuplicates();
    }
}
