package dev.avitstreams.ops.dashboard;

import dev.avitstreams.ops.dashboard.board.CameraBoard;
import dev.avitstreams.ops.dashboard.board.SeenFrame;
import dev.avitstreams.ops.dashboard.http.Answer;
import dev.avitstreams.ops.dashboard.http.Query;
import dev.avitstreams.ops.dashboard.source.FramePictures;
import dev.avitstreams.ops.inspect.FetcherBusyException;
import dev.avitstreams.ops.inspect.RecordFetcher;
import dev.avitstreams.schemas.FrameLabel;
import dev.avitstreams.schemas.registry.AvroSerdes;
import dev.avitstreams.schemas.registry.UnreadableRecordException;
import dev.avitstreams.schemas.topic.TopicNames;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** Single cameras, labels and pictures. Thread-safe. */
final class FrameAnswers {
    private final boolean privacy;
    private final CameraBoard board;
    private final RecordFetcher records;
    private final FramePictures pictures;
    private final String labelsTopic;
    private final Deserializer<FrameLabel> labels;

    FrameAnswers(
            DashboardPlan plan,
            CameraBoard board,
            RecordFetcher records,
            FramePictures pictures,
            TopicNames topics,
            AvroSerdes serdes) {
        this.privacy = plan.privacy();
        this.board = board;
        this.records = records;
        this.pictures = pictures;
        this.labelsTopic = topics.labels();
        this.labels = serdes.frameLabels().deserializer();
    }

    Optional<Answer> answer(String path, Query query) {
        try {
            return switch (path) {
                case "/api/camera" -> Optional.of(camera(query.text("id")));
                case "/api/label" -> Optional.of(label(partition(query), offset(query)));
                case "/picture" -> Optional.of(picture(partition(query), offset(query)));
                default -> Optional.empty();
            };
        } catch (FetcherBusyException e) {
            return Optional.of(Answer.refusal(503, String.valueOf(e.getMessage())));
        }
    }

    private Answer camera(String id) {
        return board.detail(id)
                .map(Answer::json)
                .orElseGet(() -> Answer.refusal(404, "No frame of this camera has been seen lately."));
    }

    private Answer label(int partition, long offset) {
        return records.fetch(labelsTopic, partition, offset)
                .flatMap(this::read)
                .map(Answer::json)
                .orElseGet(() -> Answer.refusal(
                        404, "There is no label at " + partition + "@" + offset + ", or it is kept no longer."));
    }

    private Optional<SeenFrame> read(ConsumerRecord<byte[], byte[]> record) {
        try {
            return record.value() == null
                    ? Optional.empty()
                    : Optional.of(SeenFrame.of(record, labels.deserialize(record.topic(), record.value())));
        } catch (UnreadableRecordException e) {
            return Optional.empty();
        }
    }

    private Answer picture(int partition, long offset) {
        if (privacy) {
            return Answer.refusal(403, "This server was started with --privacy: pixels do not leave it.");
        }
        return pictures.at(partition, offset)
                .map(picture -> new Answer(200, picture.mediaType(), picture.bytes()))
                .orElseGet(() -> Answer.refusal(
                        404, "There is no picture at " + partition + "@" + offset + ", or it is kept no longer."));
    }

    private static int partition(Query query) {
        long partition = query.number("partition")
                .orElseThrow(() -> new IllegalArgumentException("partition is missing: give the frame's partition."));
        return (int) Math.min(Math.max(partition, -1), Integer.MAX_VALUE);
    }

    private static long offset(Query query) {
        return query.number("offset")
                .orElseThrow(() -> new IllegalArgumentException("offset is missing: give the frame's offset."));
    }
}
