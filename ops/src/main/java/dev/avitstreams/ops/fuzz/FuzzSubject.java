package dev.avitstreams.ops.fuzz;

import dev.avitstreams.ops.fuzz.http.HttpTarget;
import dev.avitstreams.ops.fuzz.image.ImageTarget;
import dev.avitstreams.ops.fuzz.model.CheckpointTarget;
import dev.avitstreams.ops.fuzz.model.ManifestTarget;
import dev.avitstreams.ops.fuzz.model.SafetensorsTarget;
import dev.avitstreams.ops.fuzz.record.RecordTarget;
import dev.avitstreams.ops.fuzz.settings.SettingsTarget;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/** What can be fuzzed, and what one input of it may take. */
public enum FuzzSubject {
    /** Encoded images, through the service's decoder with its limits: twice, exact and scaled. */
    IMAGES(FuzzLimits.of(Duration.ofSeconds(10), 128, 320), ImageTarget::new),
    /** Values of the frames topic, as far as the image in them. */
    RECORDS(FuzzLimits.of(Duration.ofSeconds(1), 128, 64), RecordTarget::new),
    /** Weights. */
    SAFETENSORS(FuzzLimits.of(Duration.ofSeconds(2), 192, 64), SafetensorsTarget::new),
    /** PyTorch checkpoints to import. */
    CHECKPOINTS(FuzzLimits.of(Duration.ofSeconds(2), 256, 64), CheckpointTarget::new),
    /** Descriptions of models. */
    MANIFESTS(FuzzLimits.of(Duration.ofSeconds(1), 64, 64), ManifestTarget::new),
    /** The service's configuration. */
    SETTINGS(FuzzLimits.of(Duration.ofSeconds(1), 64, 64), SettingsTarget::new),
    /** Requests to the service's endpoints, the live page and the embedded registry. */
    HTTP(FuzzLimits.of(Duration.ofSeconds(1), 64, 64), HttpTarget::new);

    private final FuzzLimits limits;
    private final Supplier<FuzzTarget> target;

    FuzzSubject(FuzzLimits limits, Supplier<FuzzTarget> target) {
        this.limits = limits;
        this.target = target;
    }

    public FuzzLimits limits() {
        return limits;
    }

    /** A fresh one, to be closed by the caller. */
    public FuzzTarget open() {
        return target.get();
    }

    /** As on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
