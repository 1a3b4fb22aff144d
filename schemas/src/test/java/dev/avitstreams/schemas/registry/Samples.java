package dev.avitstreams.schemas.registry;

import dev.avitstreams.schemas.FrameLabel;
import dev.avitstreams.schemas.HaltingDepths;
import dev.avitstreams.schemas.HaltingSummary;
import dev.avitstreams.schemas.ImageEncoding;
import dev.avitstreams.schemas.ImageEvent;
import dev.avitstreams.schemas.ModelIdentity;
import dev.avitstreams.schemas.Prediction;
import dev.avitstreams.schemas.SourcePosition;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One filled-in record of each kind. */
final class Samples {
    private static final Instant CAPTURED = Instant.parse("2026-01-31T08:00:00.123456Z");

    private Samples() {}

    static ImageEvent imageEvent() {
        return ImageEvent.newBuilder()
                .setFrameId("7f3c0a52-0d3c-4d9e-9f0e-0a6f0b0c0d0e")
                .setCameraId("gate-3")
                .setSequence(42)
                .setCapturedAt(CAPTURED)
                .setEncoding(ImageEncoding.JPEG)
                .setImage(ByteBuffer.wrap(new byte[] {(byte) 0xff, (byte) 0xd8, 1, 2, 3}))
                .setTruth("n02123045")
                .setAttributes(Map.of("lens", "wide", "straße", "köln"))
                .build();
    }

    static FrameLabel frameLabel() {
        return FrameLabel.newBuilder()
                .setFrameId("f-1")
                .setCameraId("gate-3")
                .setSequence(42)
                .setCapturedAt(CAPTURED)
                .setSource(new SourcePosition("camera-frames", 3, 1_234_567_890_123L))
                .setTop(List.of(
                        new Prediction(281, "n02123045", "tabby", 0.75f),
                        new Prediction(282, "n02123159", "tiger cat", 0.2f)))
                .setTruth(null)
                .setHalting(new HaltingDepths(
                        12, 9, 6.5f, 2, 2, ByteBuffer.wrap(new byte[] {3, 12, 7, 1}), true, List.of(5, 5, 4)))
                .setMacsExecuted(812_345_678L)
                .setMacsDense(1_253_700_000L)
                .setOperatingPoint("default")
                .setModel(new ModelIdentity("avit-tiny", "1", "ab".repeat(32)))
                .setBatchSize(8)
                .setDecodeMicros(2_700)
                .setQueueMicros(900)
                .setInferenceMicros(24_000)
                .build();
    }

    static HaltingSummary haltingSummary() {
        return HaltingSummary.newBuilder()
                .setCameraId("*")
                .setWindowStart(Instant.parse("2026-01-31T08:00:00Z"))
                .setWindowEnd(Instant.parse("2026-01-31T08:00:10Z"))
                .setFrames(3)
                .setClassified(2)
                .setRejected(Map.of("corrupt-image", 1L))
                .setSkipped(Map.of())
                .setLate(0)
                .setLabels(Map.of("n02123045", 2L))
                .setTokens(10)
                .setDepthHistogram(List.of(4L, 6L))
                .setActiveTokens(List.of(10L, 6L))
                .setMeanDepth(1.6)
                .setMinDepth(1)
                .setMaxDepth(2)
                .setMacsExecuted(100)
                .setMacsDense(160)
                .setSavedShare(0.375)
                .setLatencyHistogram(List.of(0L, 1L, 1L))
                .setLatencyMillisP50(2)
                .setLatencyMillisP95(3)
                .setLatencyMillisP99(3)
                .setOperatingPoints(Map.of("default", 2L))
                .setModels(Map.of("avit-tiny:1:abab", 2L))
                .build();
    }
}
