package dev.avitstreams.ops.chaos.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ImageTracesTest {
    private final ImageTraces traces = new ImageTraces("the marker".getBytes(US_ASCII));

    @Test
    void theMarkerIsFoundWhereverItStands() {
        assertThat(traces.in("at the end: the marker".getBytes(US_ASCII))).isPresent();
        assertThat(traces.in("the the marker first".getBytes(US_ASCII))).isPresent();
    }

    @Test
    void theBeginningOfAJpegIsFoundWithoutTheMarker() {
        assertThat(traces.in(HexFormat.of().parseHex("0001ffffd8ffe00010"))).contains("the beginning of a JPEG");
    }

    @Test
    void otherBytesAreNoImage() {
        assertThat(traces.in("the marke".getBytes(US_ASCII))).isEmpty();
        assertThat(traces.in(HexFormat.of().parseHex("ffd8ff00"))).isEmpty();
        assertThat(traces.in(new byte[0])).isEmpty();
        assertThat(traces.in(null)).isEmpty();
    }
}
