package dev.avitstreams.topology.exactlyonce;

import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Tells the producer of a stream thread which task is sending. A <em>lane</em> is a task, named by its one input
 * partition; each of our sub-topologies has a single source topic.
 *
 * <p>Thread-safe: what is entered is seen by the entering thread only, and Streams sends on the thread that processes.
 */
@SuppressWarnings("ThreadLocalUsage") // of one service, not of the process: several run in one JVM in tests
public final class TaskLanes {

    private final ThreadLocal<@Nullable Scope> current = new ThreadLocal<>();

    /** Opens the scope in which a record of this partition is processed; all sends within belong to the lane. */
    public Scope processing(TopicPartition input) {
        return open(new Scope(input, current.get(), true));
    }

    /**
     * Opens the scope of a punctuation. What a punctuation sends changes the task's stores and outputs together and
     * consumes nothing, so once it is {@linkplain Scope#complete() complete} it needs no offset beside it; one that
     * breaks off half-way does, and will not find it.
     */
    public Scope punctuating(TopicPartition input) {
        return open(new Scope(input, current.get(), false));
    }

    @Nullable
    Scope current() {
        return current.get();
    }

    private Scope open(Scope scope) {
        current.set(scope);
        return scope;
    }

    /** One call of a processor. Close it on the thread that opened it. */
    public final class Scope implements AutoCloseable {
        private final TopicPartition input;
        private final @Nullable Scope outer;
        private final boolean needsOffset;
        private @Nullable Runnable onComplete;

        private Scope(TopicPartition input, @Nullable Scope outer, boolean needsOffset) {
            this.input = input;
            this.outer = outer;
            this.needsOffset = needsOffset;
        }

        TopicPartition input() {
            return input;
        }

        /** False for a punctuation, which consumes nothing. */
        boolean needsOffset() {
            return needsOffset;
        }

        /** Registers, once per scope, what to undo if this scope completes without needing an offset. */
        void onComplete(Runnable action) {
            if (!needsOffset && onComplete == null) {
                onComplete = action;
            }
        }

        /** The call did all it set out to do. */
        public void complete() {
            if (onComplete != null) {
                onComplete.run();
                onComplete = null;
            }
        }

        @Override
        public void close() {
            if (outer == null) {
                current.remove();
            } else {
                current.set(outer);
            }
        }
    }
}
