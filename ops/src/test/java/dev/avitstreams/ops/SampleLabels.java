package dev.avitstreams.ops;

import dev.avitstreams.schemas.FrameLabel;
import dev.avitstreams.schemas.HaltingDepths;
import dev.avitstreams.schemas.ModelIdentity;
import dev.avitstreams.schemas.Prediction;
import dev.avitstreams.schemas.SourcePosition;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

/** Labels for tests to begin from. */
public final class SampleLabels {
    private SampleLabels() {}

    /** A tench, at three quarters of the dense compute: three patches and the class token, in two layers. */
    public static FrameLabel.Builder label(String frameId, String camera, long sequence, int partition, long offset) {
        return FrameLabel.newBuilder()
                .setFrameId(frameId)
                .setCameraId(camera)
                .setSequence(sequence)
                .setCapturedAt(Instant.EPOCH)
                .setSource(new SourcePosition("camera-frames", partition, offset))
                .setTop(List.of(new Prediction(1, "n01", "tench", 0.5f)))
                .setTruth(null)
                .setHalting(
                        new HaltingDepths(2, 2, 1.5f, 1, 3, ByteBuffer.wrap(new byte[] {1, 1, 2}), true, List.of(4, 2)))
                .setMacsExecuted(75)
                .setMacsDense(100)
                .setOperatingPoint("default")
                .setModel(new ModelIdentity("m", "1", "00"))
                .setBatchSize(2)
                .setDecodeMicros(1)
                .setQueueMicros(1)
                .setInferenceMicros(1);
    }
}
