package dev.avitstreams.schemas.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class DeadLetterHeadersTest {
    private static final DeadLetterHeaders SAMPLE = new DeadLetterHeaders(
            "corrupt-image",
            "The JPEG ends after 1,200 of 48,000 bytes – send it whole.",
            "camera-frames",
            3,
            1_234_567_890_123L,
            Instant.parse("2026-01-31T08:00:00.123Z"),
            "avit-tiny:1",
            Instant.parse("2026-01-31T08:00:00.456Z"));

    @Test
    void theyComeBackAsTheyWere() {
        Headers headers = new RecordHeaders();
        SAMPLE.encode(headers);
        assertThat(DeadLetterHeaders.decode(headers)).isEqualTo(SAMPLE);
    }

    @Test
    void aSecondFailureReplacesTheFirstAndLeavesOtherHeadersAlone() {
        Headers headers = new RecordHeaders().add("traceparent", "00-ab".getBytes(UTF_8));
        SAMPLE.encode(headers);
        SAMPLE.encode(headers);
        assertThat(headers.toArray()).hasSize(9);

        DeadLetterHeaders.remove(headers);
        assertThat(headers.toArray())
                .singleElement()
                .satisfies(h -> assertThat(h.key()).isEqualTo("traceparent"));
    }

    @Test
    void anEndlessMessageIsCut() {
        DeadLetterHeaders cut =
                new DeadLetterHeaders("c", "x".repeat(100_000), "t", 0, 0, Instant.EPOCH, "m", Instant.EPOCH);
        assertThat(cut.message())
                .hasSize(DeadLetterHeaders.MAX_MESSAGE_CHARACTERS)
                .endsWith("x…");
    }

    @Test
    void aForeignOrMalformedRecordIsNamed() {
        Headers headers = new RecordHeaders();
        assertThatThrownBy(() -> DeadLetterHeaders.decode(headers))
                .hasMessageContaining("avit.error.category is missing");

        SAMPLE.encode(headers);
        headers.remove(DeadLetterHeaders.OFFSET).add(DeadLetterHeaders.OFFSET, "seven".getBytes(UTF_8));
        assertThatThrownBy(() -> DeadLetterHeaders.decode(headers))
                .hasMessage("header avit.origin.offset is 'seven', must be a whole number");
    }
}
