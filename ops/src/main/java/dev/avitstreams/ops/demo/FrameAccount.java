package dev.avitstreams.ops.demo;

import dev.avitstreams.schemas.FrameLabel;
import dev.avitstreams.schemas.HaltingSummary;
import dev.avitstreams.schemas.topic.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Accounts for frames by what stands in the output topics: a label, a dead letter, or a skip in a summary. A frame is
 * known by its position in the frames topic, so none counts twice. Belongs to the thread that reads the topics.
 */
final class FrameAccount {
    /** Beyond so many frames nobody asks for an exact end, and positions are no longer remembered. */
    private static final int REMEMBERED = 2_000_000;

    private final CameraTotals overall = new CameraTotals();
    private final Map<String, CameraTotals> cameras = new TreeMap<>();
    private final Set<Position> seen = new HashSet<>();
    private long skipped;
    private long repeated;
    private long batchSizeSum;
    private int layers;

    private record Position(int partition, long offset) {}

    void label(FrameLabel label) {
        if (isNew(label.getSource().getPartition(), label.getSource().getOffset())) {
            overall.add(label);
            camera(label.getCameraId()).add(label);
            batchSizeSum += label.getBatchSize();
            layers = label.getHalting().getLayers();
        }
    }

    void deadLetter(ConsumerRecord<byte[], byte[]> record) {
        DeadLetterHeaders origin = DeadLetterHeaders.decode(record.headers());
        if (isNew(origin.partition(), origin.offset())) {
            overall.addRejected();
            camera(record.key() == null ? "(no camera)" : new String(record.key(), StandardCharsets.UTF_8))
                    .addRejected();
        }
    }

    /** Takes note of the skipped frames; everything else a summary holds is counted from the frames themselves. */
    void summary(HaltingSummary summary) {
        if (!summary.getCameraId().equals("*")) {
            skipped += summary.getSkipped().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    private boolean isNew(int partition, long offset) {
        if (seen.size() >= REMEMBERED || seen.add(new Position(partition, offset))) {
            return true;
        }
        repeated++;
        return false;
    }

    private CameraTotals camera(String id) {
        return cameras.computeIfAbsent(id, name -> new CameraTotals());
    }

    long accountedFor() {
        return overall.classified() + overall.rejected() + skipped;
    }

    CameraTotals overall() {
        return overall;
    }

    Map<String, CameraTotals> cameras() {
        return cameras;
    }

    long skipped() {
        return skipped;
    }

    /** Frames that came out more than once: none, while processing is exactly once. */
    long repeated() {
        return repeated;
    }

    /** L of the model; 0 until a label has come. */
    int layers() {
        return layers;
    }

    /** As a frame sees it: the mean over frames, not over batches. */
    double meanBatchSize() {
        return overall.classified() == 0 ? 0 : (double) batchSizeSum / overall.classified();
    }
}
