package dev.avitstreams.ops.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.ops.chaos.FrameMaker.Frame;
import dev.avitstreams.ops.chaos.audit.FrameKind;
import dev.avitstreams.ops.chaos.audit.ImageTraces;
import dev.avitstreams.schemas.registry.AvroSerdes;
import dev.avitstreams.schemas.registry.AvroSerdes.SchemaPolicy;
import dev.avitstreams.schemas.registry.RegistryConfig;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FrameMakerTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-31T08:00:00Z"), ZoneOffset.UTC);

    @Test
    void framesOfACameraAreNumberedAndEachIsAnother() {
        List<Frame> frames = make(7, 400);

        Map<String, Long> next = new HashMap<>();
        assertThat(frames)
                .allSatisfy(frame -> assertThat(next.merge(frame.cameraId(), 1L, Long::sum) - 1)
                        .isEqualTo(frame.sequence()));
        assertThat(frames.stream().map(Frame::frameId).distinct()).hasSize(400);
        assertThat(next).hasSize(8);
    }

    @Test
    void oneInTwentyIsBadAndAllKindsOccur() {
        Map<FrameKind, Long> kinds =
                make(7, 400).stream().collect(Collectors.groupingBy(Frame::kind, Collectors.counting()));

        assertThat(kinds)
                .isEqualTo(Map.of(
                        FrameKind.GOOD, 380L,
                        FrameKind.TRUNCATED, 5L,
                        FrameKind.EMPTY, 5L,
                        FrameKind.TEXT, 5L,
                        FrameKind.NOT_AVRO, 5L));
    }

    @Test
    void theSameSeedMakesTheSameFrames() {
        List<Frame> again = make(7, 100);
        List<Frame> frames = make(7, 100);

        for (int i = 0; i < frames.size(); i++) {
            assertThat(frames.get(i).value()).isEqualTo(again.get(i).value());
        }
    }

    @Test
    void everyPayloadThatHasBytesCarriesTheMarker() {
        try (AvroSerdes serdes = serdes("marker")) {
            FrameMaker maker = maker(7, serdes);
            ImageTraces traces = new ImageTraces(maker.marker());
            assertThat(Stream.generate(maker::next).limit(100))
                    .filteredOn(frame -> frame.kind() != FrameKind.EMPTY)
                    .allSatisfy(
                            frame -> assertThat(traces.in(frame.value())).contains("the bytes of a produced image"));
        }
    }

    private static List<Frame> make(long seed, int count) {
        try (AvroSerdes serdes = serdes("seed-" + seed)) {
            return Stream.generate(maker(seed, serdes)::next).limit(count).toList();
        }
    }

    private static FrameMaker maker(long seed, AvroSerdes serdes) {
        return new FrameMaker(seed, 8, "camera-frames", serdes.imageEvents().serializer(), CLOCK);
    }

    private static AvroSerdes serdes(String scope) {
        return new AvroSerdes(RegistryConfig.of("mock://frame-maker-" + scope), SchemaPolicy.REGISTER_ON_WRITE);
    }
}
