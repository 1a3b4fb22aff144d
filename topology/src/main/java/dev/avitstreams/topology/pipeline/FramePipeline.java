package dev.avitstreams.topology.pipeline;

import dev.avitstreams.inference.frame.FrameOutcome.Rejected;
import dev.avitstreams.schemas.HaltingSummary;
import dev.avitstreams.schemas.registry.AvroSerdes;
import dev.avitstreams.schemas.topic.TopicNames;
import dev.avitstreams.topology.deadletter.DeadLetterProcessor;
import dev.avitstreams.topology.exactlyonce.TaskLanes;
import dev.avitstreams.topology.frames.ProcessedFrame;
import dev.avitstreams.topology.microbatch.ClassifyProcessor;
import dev.avitstreams.topology.microbatch.LookAhead;
import dev.avitstreams.topology.microbatch.OutcomeWait;
import dev.avitstreams.topology.summary.EventTime;
import dev.avitstreams.topology.summary.InternalSerde;
import dev.avitstreams.topology.summary.SummarySupplier;
import dev.avitstreams.topology.summary.WindowSpec;
import dev.avitstreams.topology.tracing.FrameTracer;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;

/**
 * Builds the topology.
 *
 * <pre>
 * frames ─▶ classify ─┬─▶ label ───────▶ frame-labels
 *                     ├─▶ dead-letter ─▶ frame-dead-letters
 *                     └─▶ summarise ─┬─▶ halting-summaries           (per camera)
 *                                    └─▶ repartition ─▶ summarise ─▶ halting-summaries   (all cameras)
 * </pre>
 *
 * Image bytes go to no topic but the dead letters: only summaries are stored or repartitioned.
 *
 * @param lookAhead also given to the consumers' interceptor
 * @param lanes also given to the guarded producers
 * @param modelDescription names the model that serves now
 * @param deadLetterRoomBytes largest frames record that fits among the dead letters whole
 */
public record FramePipeline(
        TopicNames topics,
        AvroSerdes serdes,
        LookAhead lookAhead,
        OutcomeWait outcomes,
        TaskLanes lanes,
        WindowSpec window,
        EventTime eventTime,
        Supplier<String> modelDescription,
        long deadLetterRoomBytes,
        FrameObserver observer,
        FrameTracer tracer) {

    private static final String ALL_SUMMARIES = "camera-summaries";

    public Topology build() {
        StreamsBuilder builder = new StreamsBuilder();
        KStream<String, ProcessedFrame> processed = builder.stream(
                        topics.frames(),
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                                // A record without a time is no reason to stop: it happened now.
                                .withTimestampExtractor((record, partitionTime) ->
                                        record.timestamp() >= 0 ? record.timestamp() : System.currentTimeMillis())
                                .withName("frames"))
                .process(() -> new ClassifyProcessor(lookAhead, outcomes, lanes), Named.as("classify"))
                .peek((camera, frame) -> observer.processed(frame), Named.as("observe"));
        labels(processed);
        deadLetters(processed);
        summaries(processed);
        return builder.build();
    }

    private void labels(KStream<String, ProcessedFrame> processed) {
        processed
                .process(() -> new LabelProcessor(tracer), Named.as("label"))
                .to(
                        topics.labels(),
                        Produced.with(Serdes.String(), serdes.frameLabels())
                                .withStreamPartitioner(new LabelPartitioner())
                                .withName("labels"));
    }

    private void deadLetters(KStream<String, ProcessedFrame> processed) {
        processed
                .filter((camera, frame) -> frame.outcome() instanceof Rejected, Named.as("rejected"))
                .process(() -> new DeadLetterProcessor(modelDescription, deadLetterRoomBytes), Named.as("dead-letter"))
                .to(
                        topics.deadLetters(),
                        Produced.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("dead-letters"));
    }

    private void summaries(KStream<String, ProcessedFrame> processed) {
        Serde<HaltingSummary> internal = InternalSerde.haltingSummaries();
        Serde<HaltingSummary> published = serdes.haltingSummaries();
        KStream<String, HaltingSummary> perCamera = processed.process(
                SummarySupplier.perCamera(window, eventTime, internal, lanes, topics.frames()),
                Named.as("summarise-camera"));
        perCamera.to(
                topics.summaries(), Produced.with(Serdes.String(), published).withName("camera-summaries"));
        perCamera
                .selectKey((camera, summary) -> SummarySupplier.ALL_CAMERAS, Named.as("all-cameras"))
                // One partition: a few small records a window, and the sum over all cameras must meet in one place.
                .repartition(Repartitioned.with(Serdes.String(), internal)
                        .withName(ALL_SUMMARIES)
                        .withNumberOfPartitions(1))
                .process(SummarySupplier.overall(window, internal, lanes, ALL_SUMMARIES), Named.as("summarise-all"))
                .to(
                        topics.summaries(),
                        Produced.with(Serdes.String(), published).withName("overall-summaries"));
    }
}
