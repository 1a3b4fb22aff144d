package dev.avitstreams.ops.rollout;

import java.io.IOException;

/** An instance does not answer, or not now: it may start, stop, or be out of reach for a while. Its message is a sentence. */
public final class UnansweredException extends IOException {
    private static final long serialVersionUID = 1L;

    UnansweredException(String sentence) {
        super(sentence);
    }

    UnansweredException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
