package dev.avitstreams.ops.dashboard;

import dev.avitstreams.ops.dashboard.http.Answer;
import dev.avitstreams.ops.savings.SavingsLedger;
import dev.avitstreams.ops.savings.SavingsReport;
import dev.avitstreams.ops.savings.Span;
import dev.avitstreams.ops.savings.SummaryReader;
import dev.avitstreams.schemas.registry.AvroSerdes;
import dev.avitstreams.topology.config.AvitConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.locks.ReentrantLock;

/** The savings of the last hour or day, read when asked for and kept for some seconds. Thread-safe; one read at a time. */
final class SavingsAnswers {
    private static final Duration KEPT = Duration.ofSeconds(10);
    /** A reader waits no longer; what has not been read by then is said to be missing. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final double DRIFT_LAYERS = 0.5;

    private final AvitConfig config;
    private final AvroSerdes serdes;
    private final Clock clock;

    private final ReentrantLock reading = new ReentrantLock();

    /** Guarded by {@code reading}. */
    private final Map<String, Kept> kept = new HashMap<>();

    private record Kept(Instant at, SavingsReport report) {}

    SavingsAnswers(AvitConfig config, AvroSerdes serdes, Clock clock) {
        this.config = config;
        this.serdes = serdes;
        this.clock = clock;
    }

    /** @param span {@code hour} or {@code day} */
    Answer answer(String span) {
        Span wanted = spanOf(span, clock.instant());
        if (!reading.tryLock()) {
            return Answer.refusal(503, "The summaries are being read for somebody else; ask again in some seconds.");
        }
        try {
            Kept known = kept.get(span);
            if (known == null || known.at().plus(KEPT).isBefore(clock.instant())) {
                SavingsReport report = read(wanted);
                known = new Kept(clock.instant(), report);
                kept.put(span, known);
            }
            return Answer.json(known.report());
        } finally {
            reading.unlock();
        }
    }

    private static Span spanOf(String span, Instant now) {
        return switch (span) {
            case "hour" -> new Span(now.minus(Duration.ofHours(1)), now, Duration.ofMinutes(5));
            case "day" -> new Span(now.minus(Duration.ofDays(1)), now, Duration.ofHours(1));
            default -> throw new IllegalArgumentException("span is '" + span + "', must be hour or day.");
        };
    }

    private SavingsReport read(Span span) {
        SavingsLedger ledger = new SavingsLedger(span);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        boolean complete = SummaryReader.read(config, serdes, span, ledger, () -> System.nanoTime() < deadline);
        return SavingsReport.of(ledger, complete, OptionalDouble.empty(), DRIFT_LAYERS);
    }
}
