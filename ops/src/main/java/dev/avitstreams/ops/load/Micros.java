package dev.avitstreams.ops.load;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Microseconds since the epoch. */
final class Micros {
    private Micros() {}

    static long of(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    static long now() {
        return of(Instant.now());
    }
}
