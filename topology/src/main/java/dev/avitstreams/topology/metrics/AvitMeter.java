package dev.avitstreams.topology.metrics;

import java.util.List;

/** Every meter of ours. {@code docs/metrics.md} is made from this list; dashboards are checked against it. */
public enum AvitMeter {
    FRAMES(
            "avit.frames",
            Kind.COUNTER,
            "",
            "Frames that have had their outcome: classified, rejected or skipped, and why.",
            "camera",
            "outcome",
            "reason"),
    DEAD_LETTERS(
            "avit.deadletter",
            Kind.COUNTER,
            "",
            "Frames sent to the dead-letter topic, by error category.",
            "category"),
    LATENCY(
            "avit.latency",
            Kind.TIMER,
            "seconds",
            "Time until a frame's label is handed to the producer: captured_to_published from the camera's clock,"
                    + " appended_to_published from the broker's.",
            "span"),
    BATCH_SIZE(
            "avit.batch.size", Kind.HISTOGRAM, "frames", "Frames in a closed batch, by why it was closed.", "reason"),
    BATCH_WAIT(
            "avit.batch.wait", Kind.TIMER, "seconds", "How long the oldest frame of a batch waited for it to close."),
    BATCH_IN_FLIGHT(
            "avit.batch.inflight", Kind.GAUGE, "frames", "Frames accepted by the classifier and not yet finished."),
    LOOK_AHEAD_ENTRIES(
            "avit.lookahead.entries",
            Kind.GAUGE,
            "frames",
            "Frames handed to the classifier before their turn and not yet claimed. Returns to zero when idle."),
    INFERENCE_DURATION(
            "avit.inference.duration",
            Kind.TIMER,
            "seconds",
            "Where time goes: decode for each frame, queue for each classified frame, inference for each batch.",
            "phase"),
    DEPTH_RATIO(
            "avit.halting.depth.ratio",
            Kind.HISTOGRAM,
            "",
            "Mean halting depth of a frame's tokens over the model's layers: 1 is no saving.",
            "camera"),
    TOKENS_ACTIVE("avit.tokens.active", Kind.COUNTER, "tokens", "Tokens computed in each layer.", "layer"),
    MACS_EXECUTED("avit.compute.macs.executed", Kind.COUNTER, "", "Multiply-accumulates really done."),
    MACS_DENSE(
            "avit.compute.macs.dense",
            Kind.COUNTER,
            "",
            "Multiply-accumulates the same frames would have cost without halting."),
    POINT_FRAMES(
            "avit.point.frames",
            Kind.COUNTER,
            "frames",
            "Classified frames by the operating point they were computed at.",
            "point"),
    ELASTIC_PLACE(
            "avit.elastic.place",
            Kind.GAUGE,
            "",
            "With model.operating-point: elastic, how far down its points frames of such cameras are computed: 0 is the"
                    + " best.",
            "priority"),
    ELASTIC_LAST_PLACE("avit.elastic.last.place", Kind.GAUGE, "", "The place of the cheapest of these points."),
    ELASTIC_CHANGES("avit.elastic.changes", Kind.COUNTER, "", "How often other points were chosen."),
    ELASTIC_OBJECTIVE(
            "avit.elastic.objective.seconds", Kind.GAUGE, "seconds", "elastic.latency-objective, as configured."),
    ELASTIC_AGE(
            "avit.elastic.age.seconds",
            Kind.GAUGE,
            "seconds",
            "Time since they arrived of the frames last handed to the operator, 95th percentile: what the choice goes"
                    + " by."),
    TRANSACTIONS_VETOED(
            "avit.transactions.vetoed",
            Kind.COUNTER,
            "",
            "Transactions the guard refused because outputs and offsets did not belong together; their frames were read"
                    + " again."),
    MODEL_INFO(
            "avit.model.info",
            Kind.GAUGE,
            "",
            "Always 1; the tags tell which model answers, and where it runs.",
            "name",
            "version",
            "digest",
            "operating_point",
            "device"),
    MODEL_ROLL_OUTS(
            "avit.model.rollouts",
            Kind.COUNTER,
            "",
            "Roll-outs of announced models that ended, by role (serving, shadow) and result: running, refused,"
                    + " superseded.",
            "role",
            "result"),
    MODEL_REFUSED(
            "avit.model.refused",
            Kind.GAUGE,
            "",
            "1 while the instance runs another model than was announced for the role, since it refused that one, else 0.",
            "role"),
    SHADOW_INFO(
            "avit.shadow.info",
            Kind.GAUGE,
            "",
            "Always 1, while there is one; the tags tell which model is the shadow.",
            "name",
            "version",
            "digest",
            "operating_point"),
    SHADOW_FRAMES(
            "avit.shadow.frames",
            Kind.COUNTER,
            "frames",
            "Frames chosen for the shadow model: agree and disagree, or why they were not compared; unpublished counts"
                    + " beside the first two.",
            "result"),
    SETTING(
            "avit.setting",
            Kind.GAUGE,
            "",
            "Settings that may be changed while the service runs, as they are now; durations in seconds.",
            "setting"),
    CONTROL_CHANGES(
            "avit.control.changes", Kind.COUNTER, "", "Changes of a setting at /control since the start.", "setting"),
    READY("avit.ready", Kind.GAUGE, "", "1 while /readyz answers yes, else 0.");

    /** What a meter does with its numbers. */
    public enum Kind {
        /** Only ever rises; rates are for whoever reads it. */
        COUNTER,
        /** The value of now. */
        GAUGE,
        /** Count, sum and buckets of durations. */
        TIMER,
        /** Count, sum and buckets of numbers. */
        HISTOGRAM
    }

    private final String meterName;
    private final Kind kind;
    private final String unit;
    private final String description;
    private final List<String> tags;

    AvitMeter(String meterName, Kind kind, String unit, String description, String... tags) {
        this.meterName = meterName;
        this.kind = kind;
        this.unit = unit;
        this.description = description;
        this.tags = List.of(tags);
    }

    /** As Micrometer has it, with dots. */
    public String meterName() {
        return meterName;
    }

    public Kind kind() {
        return kind;
    }

    /** As Prometheus has it; timers and histograms add {@code _count}, {@code _sum} and {@code _bucket}. */
    public String prometheusName() {
        String name = meterName.replace('.', '_');
        return switch (kind) {
            case COUNTER -> name + "_total";
            case TIMER -> name + "_seconds";
            case GAUGE, HISTOGRAM -> name;
        };
    }

    /** Of the number; empty where it is a plain count or ratio. Only that of timers is part of the name. */
    public String unit() {
        return unit;
    }

    public String description() {
        return description;
    }

    /** Names of its tags, in the order values are given. */
    public List<String> tags() {
        return tags;
    }
}
