package dev.avitstreams.schemas.registry;

import org.apache.kafka.common.errors.SerializationException;

/**
 * These bytes are not the record that was asked for, and never will be: no Avro, an unknown schema, another record
 * type, or cut short. The message is a sentence that can stand in a dead letter.
 */
public final class UnreadableRecordException extends SerializationException {
    private static final long serialVersionUID = 1L;

    public UnreadableRecordException(String message) {
        super(message);
    }

    public UnreadableRecordException(String message, Throwable cause) {
        super(message, cause);
    }
}
