package dev.avitstreams.topology.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** What is printed is read back as the same value. */
final class UnitsTest {

    @Property
    void sizesAreReadBack(@ForAll @LongRange(min = 0, max = 1L << 45) long bytes) {
        DataSize size = new DataSize(bytes);

        assertThat(DataSize.parse(size.toString())).isEqualTo(size);
    }

    @Property
    void durationsAreReadBack(@ForAll @LongRange(min = 0, max = 100_000_000_000L) long micros) {
        Duration duration = Duration.ofNanos(micros * 1000);

        assertThat(Durations.parse(Durations.format(duration))).isEqualTo(duration);
    }

    @Example
    void largestUnitIsPrinted() {
        assertThat(new DataSize(64 << 20)).hasToString("64MiB");
        assertThat(new DataSize(1000)).hasToString("1000B");
        assertThat(Durations.format(Duration.ofSeconds(90))).isEqualTo("90s");
        assertThat(Durations.format(Duration.ofDays(7))).isEqualTo("7d");
        assertThat(Durations.format(Duration.ZERO)).isEqualTo("0ms");
    }

    @Example
    void overflowIsRefused() {
        assertThatThrownBy(() -> DataSize.parse("999999999999999GiB")).hasMessageContaining("must be below");
    }

    @Example
    void userAndPasswordAreTakenOutOfUrls() {
        assertThat(Secrets.redactUserInfo("https://user:p@ss@host:8081/path"))
                .isEqualTo("https://[redacted]@host:8081/path");
        assertThat(Secrets.redactUserInfo("https://anna:ab/c d==@host:8081")).isEqualTo("https://[redacted]@host:8081");
    }

    @Example
    void aPasswordWithASlashIsWrittenOutTooAndAPathAfterAPortIsNone() {
        assertThat(Secrets.isWrittenOut("registry.urls", "https://anna:ab/cd==@host:8081"))
                .isTrue();
        assertThat(Secrets.isWrittenOut("registry.urls", "https://anna:${env:PASSWORD}@host:8081"))
                .isFalse();
        assertThat(Secrets.isWrittenOut("kafka.sasl.oauthbearer.token.endpoint.url", "https://login:8443/of@all"))
                .isFalse();
    }
}
