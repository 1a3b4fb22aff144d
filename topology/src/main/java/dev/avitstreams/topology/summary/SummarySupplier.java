package dev.avitstreams.topology.summary;

import dev.avitstreams.schemas.HaltingSummary;
import dev.avitstreams.topology.exactlyonce.TaskLanes;
import dev.avitstreams.topology.frames.ProcessedFrame;
import java.util.Set;
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

    private SummarySupplier(
            WindowSpec spec,
            Contribution<V> contribution,
            SummaryStores storeNames,
            Serde<HaltingSummary> serde,
            TaskLanes lanes) {
        this.spec = spec;
        this.contribution = contribution;
        this.storeNames = storeNames;
        this.serde = serde;
        this.lanes = lanes;
    }

    /** Frames by camera. */
    public static SummarySupplier<ProcessedFrame> perCamera(
            WindowSpec spec, EventTime eventTime, Serde<HaltingSummary> serde, TaskLanes lanes) {
        return new SummarySupplier<>(
                spec, new Contribution.OfFrame(eventTime), SummaryStores.named("camera"), serde, lanes);
    }

    /** The cameras' summaries, all under {@link #ALL_CAMERAS}. */
    public static SummarySupplier<HaltingSummary> overall(
            WindowSpec spec, Serde<HaltingSummary> serde, TaskLanes lanes) {
        return new SummarySupplier<>(
                spec.trailing(), new Contribution.OfSummary(), SummaryStores.named("overall"), serde, lanes);
    }

    @Override
    public Processor<String, V, String, HaltingSummary> get() {
        return new SummaryProcessor<>(spec, contribution, storeNames, lanes);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
        return storeNames.builders(serde);
    }
}
