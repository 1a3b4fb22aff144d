package dev.avitstreams.topology.summary;

import dev.avitstreams.schemas.HaltingSummary;
import dev.avitstreams.topology.exactlyonce.TaskLanes;
import dev.avitstreams.topology.frames.ProcessedFrame;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/** Makes summary processors together with the stores they need. */
public final class SummarySupplier<V> implements ProcessorSupplier<String, V, String, HaltingSummary> {
    /** Key and camera id of the summaries over all cameras. */
    public static final String ALL_CAMERAS = "*";

    private final WindowSpec spec;
    private final Contribution<V> contribution;
    private final SummaryStores storeNames;
    private final Serde<HaltingSummary> serde;
    private final TaskLanes lanes;
    private final UnaryOperator<String> inputTopic;

    private SummarySupplier(
            WindowSpec spec,
            Contribution<V> contribution,
            SummaryStores storeNames,
            Serde<HaltingSummary> serde,
            TaskLanes lanes,
            UnaryOperator<String> inputTopic) {
        this.spec = spec;
        this.contribution = contribution;
        this.storeNames = storeNames;
        this.serde = serde;
        this.lanes = lanes;
        this.inputTopic = inputTopic;
    }

    /**
     * Frames by camera.
     *
     * @param framesTopic the frames are read from
     */
    public static SummarySupplier<ProcessedFrame> perCamera(
            WindowSpec spec, EventTime eventTime, Serde<HaltingSummary> serde, TaskLanes lanes, String framesTopic) {
        return new SummarySupplier<>(
                spec,
                new Contribution.OfFrame(eventTime),
                SummaryStores.named("camera"),
                serde,
                lanes,
                application -> framesTopic);
    }

    /**
     * The cameras' summaries, all under {@link #ALL_CAMERAS}.
     *
     * @param repartition name of the repartitioning the summaries come through
     */
    public static SummarySupplier<HaltingSummary> overall(
            WindowSpec spec, Serde<HaltingSummary> serde, TaskLanes lanes, String repartition) {
        return new SummarySupplier<>(
                spec.trailing(),
                new Contribution.OfSummary(),
                SummaryStores.named("overall"),
                serde,
                lanes,
                application -> application + "-" + repartition + "-repartition");
    }

    @Override
    public Processor<String, V, String, HaltingSummary> get() {
        return new SummaryProcessor<>(spec, contribution, storeNames, lanes, inputTopic);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
        return storeNames.builders(serde);
    }
}
