package dev.avitstreams.topology.summary;

import dev.avitstreams.schemas.HaltingSummary;
import dev.avitstreams.schemas.registry.GeneratedClasses;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/**
 * Summaries within the application, in stores and the repartition topic: Avro's single-object encoding, which carries a
 * schema fingerprint and needs no registry, so that state survives a registry that is down.
 */
public final class InternalSerde {
    private InternalSerde() {}

    /** Thread-safe. */
    public static Serde<HaltingSummary> haltingSummaries() {
        GeneratedClasses.trust();
        return Serdes.serdeFrom((topic, summary) -> encode(summary), (topic, bytes) -> decode(topic, bytes));
    }

    private static byte @Nullable [] encode(@Nullable HaltingSummary summary) {
        if (summary == null) {
            return null;
        }
        try {
            ByteBuffer encoded = HaltingSummary.getEncoder().encode(summary);
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (IOException e) {
            throw new SerializationException("A halting summary could not be encoded: " + e.getMessage(), e);
        }
    }

    private static @Nullable HaltingSummary decode(String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            return HaltingSummary.getDecoder().decode(bytes);
        } catch (IOException e) {
            throw new SerializationException(
                    "A halting summary in " + topic + " could not be read: " + e.getMessage(), e);
        }
    }
}
