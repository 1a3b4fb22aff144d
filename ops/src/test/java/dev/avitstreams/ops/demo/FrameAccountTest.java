package dev.avitstreams.ops.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.ops.SampleLabels;
import dev.avitstreams.ops.dashboard.board.FlushReasons;
import dev.avitstreams.schemas.FrameLabel;
import dev.avitstreams.schemas.HaltingDepths;
import dev.avitstreams.schemas.Prediction;
import dev.avitstreams.schemas.topic.DeadLetterHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class FrameAccountTest {
    private final FrameAccount account = new FrameAccount();

    @Test
    void everyFrameCountsOnceHoweverOftenItComesOut() {
        account.label(label("gate", 0, 7, "tabby, tabby cat"));
        account.label(label("gate", 1, 7, "tabby, tabby cat"));
        account.deadLetter(deadLetter("yard", 0, 8));
        account.label(label("gate", 0, 7, "tabby, tabby cat"));

        assertThat(account.accountedFor()).isEqualTo(3);
        assertThat(account.repeated()).isEqualTo(1);
    }

    @Test
    void reportAddsUpByCamera() {
        account.label(label("gate", 0, 0, "tabby, tabby cat"));
        account.label(label("gate", 0, 1, "espresso"));
        account.label(label("yard", 1, 0, "espresso"));
        account.deadLetter(deadLetter("yard", 1, 1));

        DemoReport report = DemoReport.of(4, account, 2.0, Map.of("delay", 3L));

        assertThat(report.isComplete()).isTrue();
        assertThat(report.classified()).isEqualTo(3);
        assertThat(report.rejected()).isEqualTo(1);
        assertThat(report.meanDepth()).isEqualTo(9.5);
        assertThat(report.macsSavedShare()).isEqualTo(0.25);
        assertThat(report.cameras())
                .hasEntrySatisfying(
                        "gate",
                        gate -> assertThat(gate.labels())
                                .containsExactly(Map.entry("espresso", 1L), Map.entry("tabby", 1L)));
        assertThat(report.table()).contains("gate", "yard", "25%", "4 accounted for, each exactly once", "delay 3");
    }

    @Test
    void aMissingOrDoubledFrameMakesTheReportIncomplete() {
        account.label(label("gate", 0, 0, "tabby"));

        assertThat(DemoReport.of(2, account, 1, Map.of()).isComplete()).isFalse();

        account.label(label("gate", 0, 0, "tabby"));
        assertThat(DemoReport.of(1, account, 1, Map.of()).isComplete()).isFalse();
    }

    @Test
    void flushReasonsAreReadFromTheMetrics() {
        String metrics = """
                # TYPE avit_batch_size_frames histogram
                avit_batch_size_frames_bucket{reason="delay",le="1.0"} 2
                avit_batch_size_frames_count{reason="delay"} 31
                avit_batch_size_frames_count{reason="full"} 2
                avit_batch_size_frames_count{reason="close"} 0
                avit_batch_size_frames_sum{reason="full"} 64.0
                """;

        assertThat(FlushReasons.in(metrics)).containsExactly(Map.entry("delay", 31L), Map.entry("full", 2L));
    }

    @Test
    void camerasAreNamedAfterTheirSource() {
        assertThat(Cast.nameOf("../footage/car-detection.mp4")).isEqualTo("car-detection");
        assertThat(Cast.nameOf("photos/")).isEqualTo("photos");
        assertThat(Cast.nameOf("rtsp://user:secret@10.0.0.7:554/main?profile=1"))
                .isEqualTo("main");
        assertThat(Cast.nameOf(".")).isEqualTo("camera");
    }

    private static FrameLabel label(String camera, int partition, long offset, String name) {
        return SampleLabels.label(camera + partition + "-" + offset, camera, offset, partition, offset)
                .setTop(List.of(new Prediction(1, "n01", name, 0.5f)))
                .setHalting(new HaltingDepths(12, 12, 9.5f, 1, 1, ByteBuffer.wrap(new byte[] {9}), true, List.of(2)))
                .build();
    }

    private static ConsumerRecord<byte[], byte[]> deadLetter(String camera, int partition, long offset) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                "frame-dead-letters", 0, 99, camera.getBytes(StandardCharsets.UTF_8), new byte[] {1});
        new DeadLetterHeaders(
                        "corrupt-image",
                        "broken",
                        "camera-frames",
                        partition,
                        offset,
                        Instant.EPOCH,
                        "m:1",
                        Instant.EPOCH)
                .encode(record.headers());
        return record;
    }
}
