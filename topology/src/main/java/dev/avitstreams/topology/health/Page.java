package dev.avitstreams.topology.health;

import java.util.Optional;
import java.util.function.Supplier;

/** What stands at a path. */
sealed interface Page {

    /** For those who may read everything. */
    record Content(Supplier<Response> whole) implements Page {}

    /** Also for those who may not, a probe of the scheduler's say, without reasons. */
    record Status(Supplier<Response> whole) implements Page {}

    /** For those who show a token, and nobody else: it also takes what they send. */
    record Steering(Supplier<Optional<? extends Control>> control) implements Page {}
}
