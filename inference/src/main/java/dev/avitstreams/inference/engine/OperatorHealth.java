package dev.avitstreams.inference.engine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the operator works, as far as the last batch and the {@link Watchdog} told. Each change is told and logged
 * once. Thread-safe; the listener is called under its lock, so that it hears changes in their order.
 *
 * <pre>
 *  working ◀──answers, comes back──▶ in trouble ──too long──▶ lost
 *     └──────────── memory exhausted ─────────────────────────▲
 * </pre>
 */
final class OperatorHealth {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorHealth.class);

    private final EngineListener listener;

    /** What the last batch told. */
    @GuardedBy("this")
    private @Nullable String failing;

    @GuardedBy("this")
    private Failures failures = new Failures(0, 0);

    /** What the watchdog sees. */
    @GuardedBy("this")
    private @Nullable String overdue;

    @GuardedBy("this")
    private @Nullable String lost;

    /**
     * Failures with nothing between them that worked.
     *
     * @param streak which; another one after each recovery
     */
    record Failures(long streak, long count) {}

    OperatorHealth(EngineListener listener) {
        this.listener = listener;
    }

    synchronized Optional<String> trouble() {
        if (lost != null) {
            return Optional.of(lost);
        }
        return Optional.ofNullable(failing != null ? failing : overdue);
    }

    /** Nothing will come of it any more in this process. */
    synchronized boolean isLost() {
        return lost != null;
    }

    synchronized void broken(ClassifierBrokenException failure) {
        String sentence = String.valueOf(failure.getMessage());
        boolean news = trouble().isEmpty();
        failing = sentence;
        failures = new Failures(failures.streak(), failures.count() + 1);
        if (news) {
            try {
                LOG.error("{}; frames end exceptionally until it recovers", sentence, failure);
            } finally {
                listener.operatorBroken(sentence);
            }
        }
    }

    /** What no frame is to blame for: at once the end where memory is exhausted, else trouble. */
    void failed(Throwable failure) {
        if (failure instanceof OutOfMemoryError) {
            lost("The operator is out of memory: " + failure.getMessage());
        } else {
            broken(new ClassifierBrokenException("The operator broke: " + failure, failure));
        }
    }

    /** Failures since it last worked. */
    synchronized Failures failures() {
        return failures;
    }

    synchronized void working() {
        if (failures.count() > 0) {
            failures = new Failures(failures.streak() + 1, 0);
        }
        change(null, overdue);
    }

    /** A batch or an image has been under way for suspiciously long. */
    synchronized void overdue(String sentence) {
        boolean news = trouble().isEmpty();
        overdue = sentence;
        if (news) {
            LOG.error("{}; its frames will be read again", sentence);
            listener.operatorBroken(sentence);
        }
    }

    /** Nothing is under way for suspiciously long. */
    synchronized void onTime() {
        change(failing, null);
    }

    synchronized void lost(String sentence) {
        if (lost == null) {
            lost = sentence;
            try {
                LOG.error("The operator is lost: {}", sentence);
            } finally { // the process waits for it
                listener.operatorLost(sentence);
            }
        }
    }

    @GuardedBy("this")
    private void change(@Nullable String nowFailing, @Nullable String nowOverdue) {
        boolean before = trouble().isPresent();
        failing = nowFailing;
        overdue = nowOverdue;
        if (before && trouble().isEmpty()) {
            LOG.info("The operator works again");
            listener.operatorRecovered();
        }
    }
}
