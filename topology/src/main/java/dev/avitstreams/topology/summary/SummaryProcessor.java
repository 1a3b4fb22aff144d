package dev.avitstreams.topology.summary;

import dev.avitstreams.schemas.HaltingSummary;
import dev.avitstreams.topology.exactlyonce.TaskLanes;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Adds each record to its key's open window and forwards windows as they close: by the key's own event time, or by the
 * clock once a key falls silent. Belongs to one stream thread.
 */
final class SummaryProcessor<V> implements Processor<String, V, String, HaltingSummary> {
    private static final Duration CHECK_IDLE = Duration.ofSeconds(1);

    private final WindowSpec spec;
    private final Contribution<V> contribution;
    private final SummaryStores stores;
    private final TaskLanes lanes;
    private final UnaryOperator<String> inputTopic;
    private @Nullable ProcessorContext<String, HaltingSummary> context;
    private @Nullable OpenWindows windows;
    private @Nullable Cancellable idleCheck;

    /** @param inputTopic from application id to the one source topic of the task */
    SummaryProcessor(
            WindowSpec spec,
            Contribution<V> contribution,
            SummaryStores stores,
            TaskLanes lanes,
            UnaryOperator<String> inputTopic) {
        this.spec = spec;
        this.contribution = contribution;
        this.stores = stores;
        this.lanes = lanes;
        this.inputTopic = inputTopic;
    }

    @Override
    public void init(ProcessorContext<String, HaltingSummary> processorContext) {
        context = processorContext;
        windows = new OpenWindows(
                spec,
                processorContext.getStateStore(stores.open()),
                processorContext.getStateStore(stores.closedUntil()),
                now(processorContext));
        // A task revived after a corruption begins anew with the same processor.
        cancelIdleCheck();
        scheduleIdleCheck();
    }

    @Override
    public void process(Record<String, V> record) {
        ProcessorContext<String, HaltingSummary> out = context();
        try (TaskLanes.Scope scope = lanes.processing(lane())) {
            Instant now = now(out);
            V value = record.value();
            Collection<HaltingSummary> closed = windows()
                    .add(
                            record.key(),
                            contribution.eventTime(value),
                            now,
                            (start, end) -> contribution.summary(record.key(), start, end, value, now));
            forward(closed, record.timestamp());
            scope.complete();
        }
        scheduleIdleCheck();
    }

    /** A punctuator that fires makes Streams commit, so none runs while there is nothing to close. */
    private void scheduleIdleCheck() {
        if (idleCheck == null && !windows().isEmpty()) {
            idleCheck = context().schedule(CHECK_IDLE, PunctuationType.WALL_CLOCK_TIME, this::closeIdle);
        }
    }

    private void closeIdle(long timestamp) {
        try (TaskLanes.Scope scope = lanes.punctuating(lane())) {
            forward(windows().closeIdle(Instant.ofEpochMilli(timestamp)), timestamp);
            scope.complete();
        }
        if (windows().isEmpty()) {
            cancelIdleCheck();
        }
    }

    private void cancelIdleCheck() {
        if (idleCheck != null) {
            idleCheck.cancel();
            idleCheck = null;
        }
    }

    private void forward(Collection<HaltingSummary> closed, long timestamp) {
        for (HaltingSummary summary : closed) {
            context().forward(new Record<>(summary.getCameraId(), summary, timestamp));
        }
    }

    /** Known before the first record: a window may close by the clock before it comes. */
    private TopicPartition lane() {
        return new TopicPartition(
                inputTopic.apply(context().applicationId()), context().taskId().partition());
    }

    private ProcessorContext<String, HaltingSummary> context() {
        return Objects.requireNonNull(context, "init was not called");
    }

    private OpenWindows windows() {
        return Objects.requireNonNull(windows, "init was not called");
    }

    private static Instant now(ProcessorContext<?, ?> context) {
        return Instant.ofEpochMilli(context.currentSystemTimeMs());
    }
}
