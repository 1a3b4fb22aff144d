package dev.avitstreams.ops.dashboard.board;

import dev.avitstreams.ops.inspect.TopicTail;
import dev.avitstreams.schemas.FrameLabel;
import dev.avitstreams.schemas.registry.AvroSerdes;
import dev.avitstreams.schemas.registry.UnreadableRecordException;
import dev.avitstreams.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a board up to date, on a thread of its own, with what is committed to the labels and the dead letters. Begins
 * some records before the end, so that cameras that have fallen silent are seen too. After a failure it goes on where it was, or that
 * close to the end.
 */
public final class BoardReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BoardReader.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration RETRY = Duration.ofSeconds(3);
    /** Records of each partition. */
    private static final long LOOK_BACK = 400;

    /** Many labels at once cost far less than one at a time, and the page is told twice a second. */
    private static final int GATHERED_MILLIS = 250;

    private static final int GATHERED_BYTES = 256 << 10;
    private static final int LONGEST_ID = 256;

    private final Map<String, Object> kafka;
    private final TopicNames topics;
    private final Deserializer<FrameLabel> labels;
    private final CameraBoard board;
    private final Thread thread = new Thread(this::run, "avit-dashboard-reader");
    /** What comes next in each partition: after a failure nothing is to be counted twice. Of the thread, once it runs. */
    private final Map<TopicPartition, Long> read = new HashMap<>();

    private volatile boolean closed;
    private volatile @Nullable String trouble;
    private @Nullable TopicTail tail; // of the thread, once it runs

    private BoardReader(Map<String, Object> kafka, TopicNames topics, AvroSerdes serdes, CameraBoard board) {
        this.kafka = kafka;
        this.topics = topics;
        this.labels = serdes.frameLabels().deserializer();
        this.board = board;
    }

    /**
     * Opens the topics, failing with a sentence where that cannot be done, and goes on in the background.
     *
     * @param kafka properties of a consumer
     */
    public static BoardReader start(
            Map<String, Object> kafka, TopicNames topics, AvroSerdes serdes, CameraBoard board) {
        BoardReader reader = new BoardReader(kafka, topics, serdes, board);
        reader.tail = reader.open();
        reader.thread.setDaemon(true);
        reader.thread.start();
        return reader;
    }

    /** What keeps it from reading at this moment, in a sentence. */
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    private TopicTail open() {
        Map<String, Object> gathering = new HashMap<>(kafka);
        gathering.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, GATHERED_MILLIS);
        gathering.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, GATHERED_BYTES);
        TopicTail opened =
                TopicTail.open(gathering, List.of(topics.labels(), topics.deadLetters()), TopicTail.Start.END);
        opened.ends().forEach((partition, end) -> {
            if (partition.topic().equals(topics.labels())) {
                long next = read.getOrDefault(partition, 0L);
                // Beyond the end only where the topic was made anew.
                opened.seek(partition, Math.max(next <= end ? next : 0, Math.max(0, end - LOOK_BACK)));
            }
        });
        return opened;
    }

    private void run() {
        while (!closed) {
            try (TopicTail current = tail == null ? open() : tail) {
                tail = null;
                while (!closed) {
                    for (ConsumerRecord<byte[], byte[]> record : current.poll(POLL)) {
                        read.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
                        read(record);
                    }
                    trouble = null;
                }
            } catch (RuntimeException e) {
                if (!closed) {
                    trouble = "The topics cannot be read: " + e.getMessage();
                    LOG.warn("The topics cannot be read, trying again in {} s.", RETRY.toSeconds(), e);
                    pause();
                }
            }
        }
    }

    private void read(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(topics.deadLetters())) {
            board.addRejected(camera(record.key()), record.timestamp());
            return;
        }
        try {
            if (record.value() != null) {
                board.add(SeenFrame.of(record, labels.deserialize(record.topic(), record.value())));
            }
        } catch (UnreadableRecordException e) {
            LOG.warn(
                    "Left out topic={} partition={} offset={}", record.topic(), record.partition(), record.offset(), e);
        }
    }

    /** A dead letter's key may be anything. */
    private static String camera(byte @Nullable [] key) {
        if (key == null) {
            return "(no camera)";
        }
        String id = new String(key, 0, Math.min(key.length, LONGEST_ID), StandardCharsets.UTF_8);
        return id.isBlank() ? "(no camera)" : id;
    }

    private void pause() {
        try {
            Thread.sleep(RETRY.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(Duration.ofSeconds(10).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
