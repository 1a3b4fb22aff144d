package dev.avitstreams.ops.inspect;

import dev.avitstreams.schemas.topic.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** A record of the dead-letter topic, named by its position there. */
public record DeadLetter(ConsumerRecord<byte[], byte[]> record) {

    /** {@code partition@offset}, as typed at the shell. */
    public String position() {
        return record.partition() + "@" + record.offset();
    }

    /** Why it is here, empty where it was not written by this service. */
    public Optional<DeadLetterHeaders> reason() {
        try {
            return Optional.of(DeadLetterHeaders.decode(record.headers()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public boolean isOf(String category) {
        return reason().map(headers -> headers.category().equalsIgnoreCase(category))
                .orElse(false);
    }

    /** The record as it first came: same key, bytes and headers, without what the service added. */
    public ProducerRecord<byte[], byte[]> asItFirstCame(String topic) {
        RecordHeaders headers = new RecordHeaders(record.headers());
        DeadLetterHeaders.remove(headers);
        return new ProducerRecord<>(topic, null, record.key(), record.value(), headers);
    }

    /** Everything about it for the eye, bytes excepted. */
    public String describe() {
        String key = record.key() == null ? "(none)" : new String(record.key(), StandardCharsets.UTF_8);
        String bytes = record.value() == null ? "none" : String.format(Locale.ROOT, "%,d", record.value().length);
        return reason().map(headers -> String.format(
                        Locale.ROOT,
                        "%s%n  camera    %s%n  category  %s%n  reason    %s%n  origin    %s, partition %d, offset %d, "
                                + "of %s%n  model     %s%n  rejected  %s%n  bytes     %s%n",
                        position(),
                        key,
                        headers.category(),
                        headers.message(),
                        headers.topic(),
                        headers.partition(),
                        headers.offset(),
                        headers.timestamp(),
                        headers.model(),
                        headers.time(),
                        bytes))
                .orElseGet(() -> String.format(
                        Locale.ROOT,
                        "%s%n  camera    %s%n  reason    unknown: not written by this service%n  bytes     %s%n",
                        position(),
                        key,
                        bytes));
    }
}
