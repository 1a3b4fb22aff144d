package dev.avitstreams.ops.inspect;

import java.io.Serial;

/** Other records are being read, and one of them takes long; asking again later may do. */
public final class FetcherBusyException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    FetcherBusyException() {
        super("Kafka is slow to answer, and others wait already; ask again in some seconds.");
    }
}
