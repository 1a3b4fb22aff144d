package dev.avitstreams.ops.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.inference.frame.DepthMap;
import org.junit.jupiter.api.Test;

class TextMapTest {
    private final DepthMap depths =
            new DepthMap(2, 3, new byte[] {1, 2, 12, 9, 10, 11}, DepthMap.Completeness.COMPLETE);

    @Test
    void aRowIsALineAndAPatchACell() {
        assertThat(TextMap.lines(depths, 12, false)).containsExactly("  1  2 12", "  9 10 11");
    }

    @Test
    void onATerminalEachCellHasTheColourOfItsDepth() {
        assertThat(TextMap.lines(depths, 12, true).get(0))
                .startsWith("\033[97;48;2;68;1;84m  1 ")
                .contains("48;2;253;231;37m 12 ")
                .endsWith("\033[0m");
    }
}
