package dev.avitstreams.ops.evaluation.range;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeepingTest {
    private static final Instant NOW = Instant.parse("2026-05-08T12:00:00Z");
    private static final Map<String, String> A_WEEK = Map.of(
            "cleanup.policy", "delete",
            "retention.ms", String.valueOf(Duration.ofDays(7).toMillis()),
            "retention.bytes", "-1");

    private static boolean stillKeeps(Map<String, String> settings, Duration ago) {
        return Keeping.of(name -> Optional.ofNullable(settings.get(name))).stillKeeps(NOW.minus(ago), NOW);
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> settings = new HashMap<>(A_WEEK);
        settings.put(name, value);
        return settings;
    }

    @Test
    void recordsYoungerThanTheAgeOfRemovalAreKept() {
        assertThat(stillKeeps(A_WEEK, Duration.ofDays(7))).isTrue();
        assertThat(stillKeeps(A_WEEK, Duration.ofDays(7).plusMillis(1))).isFalse();
        assertThat(stillKeeps(with("retention.ms", "-1"), Duration.ofDays(700))).isTrue();
    }

    @Test
    void removalToSaveRoomMayHitAnyRecord() {
        assertThat(stillKeeps(with("retention.bytes", "1000000"), Duration.ofMinutes(1)))
                .isFalse();
    }

    @Test
    void compactionAloneRemovesNoOneFromTheBeginning() {
        Map<String, String> settings = with("retention.bytes", "1000000");
        settings.put("cleanup.policy", "compact");

        assertThat(stillKeeps(settings, Duration.ofDays(30))).isTrue();
    }

    @Test
    void whatTheBrokerDoesNotTellIsInDoubt() {
        assertThat(stillKeeps(Map.of(), Duration.ofMinutes(1))).isFalse();
    }
}
