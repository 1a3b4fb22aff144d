package dev.avitstreams.ops.inspect;

import dev.avitstreams.schemas.FrameLabel;
import dev.avitstreams.schemas.HaltingSummary;
import dev.avitstreams.schemas.ImageEvent;
import dev.avitstreams.schemas.Prediction;
import dev.avitstreams.schemas.topic.DeadLetterHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** How each kind of record is shown. */
public final class RecordViews {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    private RecordViews() {}

    public static RecordView of(ImageEvent event) {
        ByteBuffer image = event.getImage();
        int bytes = image == null ? 0 : image.remaining();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("frameId", event.getFrameId());
        fields.put("cameraId", event.getCameraId());
        fields.put("sequence", event.getSequence());
        fields.put("capturedAt", event.getCapturedAt().toString());
        fields.put("encoding", event.getEncoding().toString());
        fields.put("imageBytes", bytes);
        if (event.getReference() != null) {
            fields.put("reference", event.getReference().getUri());
        }
        if (event.getTruth() != null) {
            fields.put("truth", event.getTruth());
        }
        fields.put("attributes", event.getAttributes());
        String what = event.getReference() == null
                ? String.format(Locale.ROOT, "%s %.1f KiB", event.getEncoding(), bytes / 1024.0)
                : "at " + event.getReference().getUri();
        return new RecordView(
                head(event.getCapturedAt(), event.getCameraId(), event.getSequence()) + what
                        + (event.getTruth() == null ? "" : "  truth " + event.getTruth())
                        + "  " + event.getAttributes(),
                fields);
    }

    public static RecordView of(FrameLabel label) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("frameId", label.getFrameId());
        fields.put("cameraId", label.getCameraId());
        fields.put("sequence", label.getSequence());
        fields.put("capturedAt", label.getCapturedAt().toString());
        fields.put(
                "source",
                label.getSource().getTopic() + "-" + label.getSource().getPartition() + "@"
                        + label.getSource().getOffset());
        fields.put("top", label.getTop().stream().map(RecordViews::fields).toList());
        if (label.getTruth() != null) {
            fields.put("truth", label.getTruth());
        }
        fields.put("classTokenDepth", label.getHalting().getClassToken());
        fields.put("meanDepth", label.getHalting().getMean());
        fields.put("layers", label.getHalting().getLayers());
        fields.put("activeTokens", label.getHalting().getActiveTokens());
        fields.put("macsExecuted", label.getMacsExecuted());
        fields.put("macsDense", label.getMacsDense());
        fields.put("operatingPoint", label.getOperatingPoint());
        fields.put("model", label.getModel().getName() + ":" + label.getModel().getVersion());
        fields.put("batchSize", label.getBatchSize());
        fields.put("decodeMicros", label.getDecodeMicros());
        fields.put("queueMicros", label.getQueueMicros());
        fields.put("inferenceMicros", label.getInferenceMicros());
        return new RecordView(
                head(label.getCapturedAt(), label.getCameraId(), label.getSequence())
                        + String.format(
                                Locale.ROOT,
                                "%-28s depth %4.1f of %d  %2.0f%% saved  batch %d  %.0f ms",
                                best(label),
                                label.getHalting().getMean(),
                                label.getHalting().getLayers(),
                                100 * saved(label.getMacsExecuted(), label.getMacsDense()),
                                label.getBatchSize(),
                                label.getInferenceMicros() / 1000.0),
                fields);
    }

    public static RecordView of(HaltingSummary summary) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("cameraId", summary.getCameraId());
        fields.put("windowStart", summary.getWindowStart().toString());
        fields.put("windowEnd", summary.getWindowEnd().toString());
        fields.put("frames", summary.getFrames());
        fields.put("classified", summary.getClassified());
        fields.put("rejected", summary.getRejected());
        fields.put("skipped", summary.getSkipped());
        fields.put("late", summary.getLate());
        fields.put("labels", summary.getLabels());
        fields.put("depthHistogram", summary.getDepthHistogram());
        fields.put("activeTokens", summary.getActiveTokens());
        fields.put("meanDepth", summary.getMeanDepth());
        fields.put("macsExecuted", summary.getMacsExecuted());
        fields.put("macsDense", summary.getMacsDense());
        fields.put("savedShare", summary.getSavedShare());
        fields.put("latencyMillisP50", summary.getLatencyMillisP50());
        fields.put("latencyMillisP95", summary.getLatencyMillisP95());
        fields.put("latencyMillisP99", summary.getLatencyMillisP99());
        fields.put("operatingPoints", summary.getOperatingPoints());
        fields.put("models", summary.getModels());
        String labels = summary.getLabels().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(3)
                .map(entry -> entry.getKey() + " ×" + entry.getValue())
                .collect(Collectors.joining(", "));
        return new RecordView(
                String.format(
                        Locale.ROOT,
                        "%s–%s  %-12s %5d frames, %d rejected  depth %4.1f  %2.0f%% saved  p95 %.0f ms  %s",
                        CLOCK.format(summary.getWindowStart()),
                        CLOCK.format(summary.getWindowEnd()),
                        summary.getCameraId(),
                        summary.getFrames(),
                        summary.getRejected().values().stream()
                                .mapToLong(Long::longValue)
                                .sum(),
                        summary.getMeanDepth(),
                        100 * summary.getSavedShare(),
                        summary.getLatencyMillisP95(),
                        labels),
                fields);
    }

    public static RecordView ofDeadLetter(ConsumerRecord<byte[], byte[]> record) {
        DeadLetterHeaders headers;
        try {
            headers = DeadLetterHeaders.decode(record.headers());
        } catch (IllegalArgumentException e) {
            return new RecordView(
                    position(record) + "  " + e.getMessage(),
                    Map.of("position", position(record), "error", String.valueOf(e.getMessage())));
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("position", position(record));
        fields.put("key", text(record.key()));
        fields.put("category", headers.category());
        fields.put("message", headers.message());
        fields.put("origin", headers.topic() + "-" + headers.partition() + "@" + headers.offset());
        fields.put("originTimestamp", headers.timestamp().toString());
        fields.put("model", headers.model());
        fields.put("time", headers.time().toString());
        fields.put("bytes", record.value() == null ? 0 : record.value().length);
        return new RecordView(
                String.format(
                        Locale.ROOT,
                        "%s  %-8s %-12s %-20s %s",
                        CLOCK.format(headers.time()),
                        record.partition() + "@" + record.offset(),
                        text(record.key()),
                        headers.category(),
                        headers.message()),
                fields);
    }

    /** The most probable class and how probable it is, as people name it. */
    public static String best(FrameLabel label) {
        List<Prediction> top = label.getTop();
        if (top.isEmpty()) {
            return "(no label)";
        }
        return String.format(
                Locale.ROOT,
                "%s %.0f%%",
                shortName(top.get(0).getName()),
                100 * top.get(0).getProbability());
    }

    /** Class names list synonyms; the first will do in a line. */
    public static String shortName(String name) {
        int comma = name.indexOf(',');
        return comma < 0 ? name : name.substring(0, comma);
    }

    static double saved(long executed, long dense) {
        return dense == 0 ? 0 : 1 - (double) executed / dense;
    }

    private static Map<String, Object> fields(Prediction prediction) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("index", prediction.getIndex());
        fields.put("id", prediction.getId());
        fields.put("name", prediction.getName());
        fields.put("probability", prediction.getProbability());
        return fields;
    }

    private static String head(Instant capturedAt, String camera, long sequence) {
        return String.format(Locale.ROOT, "%s  %-12s #%-6d ", CLOCK.format(capturedAt), camera, sequence);
    }

    private static String position(ConsumerRecord<byte[], byte[]> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "(no key)" : new String(bytes, StandardCharsets.UTF_8);
    }
}
