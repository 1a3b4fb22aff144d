package dev.avitstreams.ops.dashboard.board;

import dev.avitstreams.schemas.FrameLabel;
import dev.avitstreams.schemas.HaltingDepths;
import dev.avitstreams.schemas.Prediction;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A classified frame, as the page gets it.
 *
 * @param capturedAt by the camera's clock, milliseconds since 1970
 * @param seenAt when its label was appended, by the broker's clock, milliseconds since 1970
 * @param label where its label is
 * @param source where its pixels are
 * @param top most probable first
 * @param depths base64 of one byte a patch, row-major: the layer at which it halted
 * @param complete false where depths are lower bounds
 * @param activeTokens tokens computed in each layer
 */
public record SeenFrame(
        String camera,
        String frameId,
        long sequence,
        long capturedAt,
        long seenAt,
        Position label,
        Position source,
        List<Guess> top,
        int layers,
        int classToken,
        double meanDepth,
        int rows,
        int columns,
        String depths,
        boolean complete,
        List<Integer> activeTokens,
        long macsExecuted,
        long macsDense,
        String model,
        String operatingPoint,
        int batchSize,
        long decodeMicros,
        long queueMicros,
        long inferenceMicros) {

    /** A class and its probability, 0 to 1. */
    public record Guess(String id, String name, float probability) {
        static Guess of(Prediction prediction) {
            return new Guess(prediction.getId(), prediction.getName(), prediction.getProbability());
        }
    }

    /** @param record where the label was found */
    public static SeenFrame of(ConsumerRecord<?, ?> record, FrameLabel label) {
        HaltingDepths halting = label.getHalting();
        return new SeenFrame(
                label.getCameraId(),
                label.getFrameId(),
                label.getSequence(),
                label.getCapturedAt().toEpochMilli(),
                record.timestamp(),
                new Position(record.topic(), record.partition(), record.offset()),
                new Position(
                        label.getSource().getTopic(),
                        label.getSource().getPartition(),
                        label.getSource().getOffset()),
                label.getTop().stream().map(Guess::of).toList(),
                halting.getLayers(),
                halting.getClassToken(),
                halting.getMean(),
                halting.getGridRows(),
                halting.getGridColumns(),
                base64(halting.getPatches()),
                halting.getComplete(),
                List.copyOf(halting.getActiveTokens()),
                label.getMacsExecuted(),
                label.getMacsDense(),
                label.getModel().getName() + ":" + label.getModel().getVersion(),
                label.getOperatingPoint(),
                label.getBatchSize(),
                label.getDecodeMicros(),
                label.getQueueMicros(),
                label.getInferenceMicros());
    }

    private static String base64(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return Base64.getEncoder().encodeToString(copy);
    }
}
