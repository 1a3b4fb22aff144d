package dev.avitstreams.inference.engine;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the operator works, as far as the last batch told. Thread-safe; each change is told and logged once. */
final class OperatorHealth {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorHealth.class);

    private final EngineListener listener;
    private final AtomicReference<@Nullable String> trouble = new AtomicReference<>();

    OperatorHealth(EngineListener listener) {
        this.listener = listener;
    }

    Optional<String> trouble() {
        return Optional.ofNullable(trouble.get());
    }

    void broken(ClassifierBrokenException failure) {
        String sentence = String.valueOf(failure.getMessage());
        if (trouble.getAndSet(sentence) == null) {
            LOG.error("{}; frames end exceptionally until it recovers", sentence, failure);
            listener.operatorBroken(sentence);
        }
    }

    void working() {
        if (trouble.get() != null && trouble.getAndSet(null) != null) {
            LOG.info("The operator works again");
            listener.operatorRecovered();
        }
    }
}
