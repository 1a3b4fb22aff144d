package dev.avitstreams.schemas.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Why a record is in the dead-letter topic and where it came from, as headers that every Kafka tool can show: UTF-8
 * text, times in ISO-8601. The record's own headers stay beside them.
 *
 * @param category what went wrong, as used in metric tags, for example {@code corrupt-image}
 * @param message a sentence for the person who must act, cut to {@value #MAX_MESSAGE_CHARACTERS} characters
 * @param topic the record was read from
 * @param timestamp of the record there
 * @param model that was running, for example {@code avit-tiny:1}
 * @param time at which it was given up
 */
public record DeadLetterHeaders(
        String category,
        String message,
        String topic,
        int partition,
        long offset,
        Instant timestamp,
        String model,
        Instant time) {

    /** Keeps the headers within {@link TopicCatalogue#DEAD_LETTER_OVERHEAD_BYTES}. */
    public static final int MAX_MESSAGE_CHARACTERS = 4000;

    public static final String CATEGORY = "avit.error.category";
    public static final String MESSAGE = "avit.error.message";
    public static final String TOPIC = "avit.origin.topic";
    public static final String PARTITION = "avit.origin.partition";
    public static final String OFFSET = "avit.origin.offset";
    public static final String TIMESTAMP = "avit.origin.timestamp";
    public static final String MODEL = "avit.model";
    public static final String TIME = "avit.time";

    public DeadLetterHeaders {
        message = message.length() <= MAX_MESSAGE_CHARACTERS
                ? message
                : message.substring(0, MAX_MESSAGE_CHARACTERS - 1) + "…";
    }

    /** Writes them, in place of those of an earlier failure. */
    public void encode(Headers headers) {
        remove(headers);
        put(headers, CATEGORY, category);
        put(headers, MESSAGE, message);
        put(headers, TOPIC, topic);
        put(headers, PARTITION, Integer.toString(partition));
        put(headers, OFFSET, Long.toString(offset));
        put(headers, TIMESTAMP, timestamp.toString());
        put(headers, MODEL, model);
        put(headers, TIME, time.toString());
    }

    /** @throws IllegalArgumentException naming the header that is missing or malformed */
    public static DeadLetterHeaders decode(Headers headers) {
        return new DeadLetterHeaders(
                text(headers, CATEGORY),
                text(headers, MESSAGE),
                text(headers, TOPIC),
                (int) number(headers, PARTITION),
                number(headers, OFFSET),
                instant(headers, TIMESTAMP),
                text(headers, MODEL),
                instant(headers, TIME));
    }

    /** Takes them away, so that a record can be sent once more as it first came. */
    public static void remove(Headers headers) {
        for (String name : new String[] {CATEGORY, MESSAGE, TOPIC, PARTITION, OFFSET, TIMESTAMP, MODEL, TIME}) {
            headers.remove(name);
        }
    }

    private static void put(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }

    private static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        if (header == null || header.value() == null) {
            throw new IllegalArgumentException(
                    "header " + name + " is missing; the record was not written by avit-streams as a dead letter");
        }
        return new String(header.value(), UTF_8);
    }

    private static long number(Headers headers, String name) {
        String text = text(headers, name);
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("header " + name + " is '" + text + "', must be a whole number", e);
        }
    }

    private static Instant instant(Headers headers, String name) {
        String text = text(headers, name);
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "header " + name + " is '" + text + "', must be a time such as 2026-01-31T08:00:00Z", e);
        }
    }
}
