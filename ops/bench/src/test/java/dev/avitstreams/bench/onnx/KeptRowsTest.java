package dev.avitstreams.bench.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avitstreams.bench.ContenderException;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeptRowsTest {

    @Test
    void rowsAreCountedAmongThoseStillPresent() throws ContenderException {
        byte[] depths = {4, 1, 3, 2, 4};

        List<long[]> kept = KeptRows.of(depths, 4);

        assertThat(kept).containsExactly(new long[] {0, 2, 3, 4}, new long[] {0, 1, 3}, new long[] {0, 2});
    }

    @Test
    void aClassTokenThatEndsEarlyIsRefused() {
        byte[] depths = {3, 4};

        assertThatThrownBy(() -> KeptRows.of(depths, 4))
                .isInstanceOf(ContenderException.class)
                .hasMessage("a schedule ends its class token after layer 3; the graph reads it after the last, 4");
    }
}
