package dev.avitstreams.ops.fuzz;

import dev.avitstreams.ops.fuzz.image.ImageTarget;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/** What can be fuzzed, and what one input of it may take. */
public enum FuzzSubject {
    /** Encoded images, through the service's decoder with the service's limits, exact and scaled. */
    IMAGES(FuzzLimits.of(Duration.ofSeconds(4), 192, 400), ImageTarget::new);

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
