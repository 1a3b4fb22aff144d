package dev.avitstreams.topology.metrics;

import dev.avitstreams.inference.batching.FlushReason;
import dev.avitstreams.inference.elastic.LoadSample;
import dev.avitstreams.inference.elastic.PointChoice;
import dev.avitstreams.inference.engine.EngineListener;
import dev.avitstreams.inference.frame.Classification;
import dev.avitstreams.inference.frame.FrameOutcome;
import dev.avitstreams.inference.model.ModelIdentity;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;

/** Where the service reports what it does, one per process. Safe to call from any thread; nothing here blocks. */
public final class AvitMetrics implements EngineListener, AutoCloseable {

    private static final double[] BATCH_SIZES = {1, 2, 4, 8, 12, 16, 24, 32, 48, 64, 128, 256, 512, 1024};
    private static final double[] RATIOS = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0};
    private static final Duration LONGEST_LATENCY = Duration.ofDays(365);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final MeterBuilders meters = new MeterBuilders(registry);
    private final JvmGcMetrics garbageCollection = new JvmGcMetrics();
    private final CameraTags cameras;
    private volatile Optional<ElasticMeters> elastic = Optional.empty();
    private final InfoGauge servingInfo = new InfoGauge(registry, AvitMeter.MODEL_INFO);
    private final InfoGauge shadowInfo = new InfoGauge(registry, AvitMeter.SHADOW_INFO);

    /** By role: 1 while what was announced is refused. */
    private final Map<String, AtomicInteger> refusals = new ConcurrentHashMap<>();

    /** @param maxCameras cameras with time series of their own */
    public AvitMetrics(int maxCameras) {
        this.cameras = new CameraTags(maxCameras);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        garbageCollection.bindTo(registry);
    }

    /** A frame has had its outcome. */
    public void frame(String camera, FrameOutcome outcome) {
        if (outcome instanceof FrameOutcome.Classified classified) {
            count(camera, "classified", "none");
            classified(camera, classified.classification());
            phase("queue").record(classified.timings().queueNanos(), TimeUnit.NANOSECONDS);
        } else if (outcome instanceof FrameOutcome.Rejected rejected) {
            count(camera, "rejected", rejected.category().tag());
            meters.counter(AvitMeter.DEAD_LETTERS, rejected.category().tag()).increment();
        } else if (outcome instanceof FrameOutcome.Skipped skipped) {
            count(camera, "skipped", skipped.reason().tag());
        }
    }

    private void count(String camera, String outcome, String reason) {
        meters.counter(AvitMeter.FRAMES, cameras.tagOf(camera), outcome, reason).increment();
    }

    private void classified(String camera, Classification classification) {
        int[] activeTokens = classification.activeTokens();
        meters.histogram(AvitMeter.DEPTH_RATIO, RATIOS, cameras.tagOf(camera))
                .record(classification.meanDepth() / activeTokens.length);
        for (int layer = 0; layer < activeTokens.length; layer++) {
            meters.counter(AvitMeter.TOKENS_ACTIVE, String.valueOf(layer + 1)).increment(activeTokens[layer]);
        }
        meters.counter(AvitMeter.POINT_FRAMES, classification.operatingPoint()).increment();
        meters.counter(AvitMeter.MACS_EXECUTED).increment(classification.macsExecuted());
        meters.counter(AvitMeter.MACS_DENSE).increment(classification.macsDense());
    }

    private Timer phase(String name) {
        return meters.timer(AvitMeter.INFERENCE_DURATION, name);
    }

    /** A label is on its way out. A duration that only a wrong clock can give counts as zero, or as a year. */
    public void published(Duration sinceCaptured, Duration sinceAppended) {
        meters.timer(AvitMeter.LATENCY, "captured_to_published").record(believable(sinceCaptured));
        meters.timer(AvitMeter.LATENCY, "appended_to_published").record(believable(sinceAppended));
    }

    /** Meters count in nanoseconds, which overflow at 292 years: a frame may claim to be older. */
    private static Duration believable(Duration duration) {
        if (duration.isNegative()) {
            return Duration.ZERO;
        }
        return duration.compareTo(LONGEST_LATENCY) > 0 ? LONGEST_LATENCY : duration;
    }

    @Override
    public void frameDecoded(long nanos) {
        phase("decode").record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void batchClosed(int size, FlushReason reason, long oldestWaitNanos) {
        meters.histogram(AvitMeter.BATCH_SIZE, BATCH_SIZES, reason.tag()).record(size);
        meters.timer(AvitMeter.BATCH_WAIT).record(oldestWaitNanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void batchClassified(int size, long nanos) {
        phase("inference").record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Points are chosen by load from now on, at first the best; or of another model than before, from where they were. */
    public void elastic(int points, Duration objective) {
        ElasticMeters known = elastic.orElseGet(() -> new ElasticMeters(registry));
        known.begin(points, objective);
        elastic = Optional.of(known);
    }

    /** The point is fixed from now on. */
    public void notElastic() {
        elastic.ifPresent(ElasticMeters::end);
    }

    @Override
    public void pointsChosen(LoadSample sample, PointChoice choice) {
        elastic.ifPresent(known -> known.chosen(sample, choice));
    }

    /** The guard refused a transaction. */
    public void transactionVetoed() {
        meters.counter(AvitMeter.TRANSACTIONS_VETOED).increment();
    }

    /**
     * The model that serves from now on.
     *
     * @param device as the backend describes itself
     */
    public void model(ModelIdentity model, String operatingPoint, String device) {
        servingInfo.show(model.name(), model.version(), model.weightsSha256(), operatingPoint, device);
    }

    /** The shadow from now on. */
    public void shadow(ModelIdentity model, String operatingPoint) {
        shadowInfo.show(model.name(), model.version(), model.weightsSha256(), operatingPoint);
    }

    /** There is no shadow from now on. */
    public void noShadow() {
        shadowInfo.hide();
    }

    public void shadowFrame(String result) {
        meters.counter(AvitMeter.SHADOW_FRAMES, result).increment();
    }

    /** Announcements are taken from now on. Counters of theirs begin at 0: one that is born at 1 shows no increase. */
    public void announcements(List<String> roles, List<String> shadowResults) {
        for (String role : roles) {
            for (RollOutResult result : RollOutResult.values()) {
                meters.counter(AvitMeter.MODEL_ROLL_OUTS, role, result.tag());
            }
        }
        shadowResults.forEach(result -> meters.counter(AvitMeter.SHADOW_FRAMES, result));
    }

    public void rollOut(String role, RollOutResult result) {
        meters.counter(AvitMeter.MODEL_ROLL_OUTS, role, result.tag()).increment();
    }

    /** @param refused whether the role's announced model was refused and another runs */
    public void refused(String role, boolean refused) {
        refusals.computeIfAbsent(role, name -> {
                    AtomicInteger value = new AtomicInteger();
                    meters.gauge(AvitMeter.MODEL_REFUSED, value::get, name);
                    return value;
                })
                .set(refused ? 1 : 0);
    }

    /** A setting was changed while the service runs. */
    public void settingChanged(String path) {
        meters.counter(AvitMeter.CONTROL_CHANGES, path).increment();
    }

    /** @param value asked at every scrape */
    public void watchSetting(String path, Supplier<Number> value) {
        meters.gauge(AvitMeter.SETTING, value, path);
        watchChanges(path);
    }

    /** Of a setting that is no number. */
    public void watchChanges(String path) {
        meters.counter(AvitMeter.CONTROL_CHANGES, path);
    }

    /** @param inFlight asked at every scrape */
    public void watchInFlight(IntSupplier inFlight) {
        meters.gauge(AvitMeter.BATCH_IN_FLIGHT, inFlight::getAsInt);
    }

    /** @param entries asked at every scrape */
    public void watchLookAhead(IntSupplier entries) {
        meters.gauge(AvitMeter.LOOK_AHEAD_ENTRIES, entries::getAsInt);
    }

    /** @param ready asked at every scrape */
    public void watchReadiness(BooleanSupplier ready) {
        meters.gauge(AvitMeter.READY, () -> ready.getAsBoolean() ? 1 : 0);
    }

    /** Adds Kafka Streams' own metrics until closed; close it before {@code streams}. */
    public AutoCloseable watch(KafkaStreams streams) {
        KafkaStreamsMetrics kafka = new KafkaStreamsMetrics(streams);
        kafka.bindTo(registry);
        return kafka;
    }

    /** For meters of other libraries. */
    public MeterRegistry registry() {
        return registry;
    }

    /** Everything, in Prometheus' text format. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        garbageCollection.close();
        registry.close();
    }
}
