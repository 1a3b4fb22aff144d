package dev.avitstreams.topology.startup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.topology.startup.CheckResult.Advice;
import dev.avitstreams.topology.startup.CheckResult.Passed;
import dev.avitstreams.topology.startup.CheckResult.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsCheckTest {

    @Test
    void defaultsFitTogether() {
        assertThat(SettingsCheck.run(Configurations.with()))
                .isNotEmpty()
                .allMatch(Passed.class::isInstance)
                .extracting(CheckResult::sentence)
                .anySatisfy(sentence -> assertThat(sentence).contains("A batch of 32 frames can fill"));
    }

    @Test
    void batchThatCanNeverFillIsRefusedWithTheNumbers() {
        assertThat(SettingsCheck.run(Configurations.with("AVIT_THREADS", "1", "AVIT_KAFKA_MAX_POLL_RECORDS", "10")))
                .singleElement()
                .isInstanceOf(Refused.class)
                .extracting(CheckResult::sentence)
                .asString()
                .contains("batch.max-size 32 can never fill", "at most 10 frames", "Lower batch.max-size to 10");
    }

    @Test
    void aBatchThatWaitsUntilItsFramesAreLateIsRefusedWherePointsAreChosenByLoad() {
        assertThat(SettingsCheck.run(
                        Configurations.with("AVIT_MODEL_OPERATING_POINT", "elastic", "AVIT_BATCH_MAX_DELAY", "125ms")))
                .filteredOn(Refused.class::isInstance)
                .singleElement()
                .extracting(CheckResult::sentence)
                .asString()
                .contains("batch.max-delay is 125ms", "half of elastic.latency-objective, which is 250ms");
        assertThat(SettingsCheck.run(
                        Configurations.with("AVIT_MODEL_OPERATING_POINT", "elastic", "AVIT_BATCH_MAX_DELAY", "124ms")))
                .allMatch(Passed.class::isInstance);
        assertThat(SettingsCheck.run(Configurations.with("AVIT_BATCH_MAX_DELAY", "125ms")))
                .allMatch(Passed.class::isInstance);
    }

    @ParameterizedTest
    @CsvSource({
        "AVIT_KAFKA_PRODUCER_MAX_REQUEST_SIZE, 1000000, producer.max.request.size is 1000000",
        "AVIT_KAFKA_BUFFER_MEMORY, 1000000, producer.buffer.memory is 1000000",
        "AVIT_KAFKA_COMMIT_INTERVAL_MS, soon, commit.interval.ms",
        "AVIT_KAFKA_CONSUMER_FETCH_MIN_BYTES, -1, fetch.min.bytes",
        "AVIT_KAFKA_PRODUCER_COMPRESSION_TYPE, zip, compression.type"
    })
    void propertyThatCannotWorkIsRefused(String variable, String value, String sentence) {
        assertThat(SettingsCheck.run(Configurations.with(variable, value)))
                .filteredOn(Refused.class::isInstance)
                .singleElement()
                .extracting(CheckResult::sentence)
                .asString()
                .contains(sentence);
    }

    @Test
    void fetchBelowAFrameIsWorkableButAdvisedAgainst() {
        assertThat(SettingsCheck.run(Configurations.with("AVIT_KAFKA_MAX_PARTITION_FETCH_BYTES", "1048576")))
                .filteredOn(Advice.class::isInstance)
                .singleElement()
                .extracting(CheckResult::sentence)
                .asString()
                .contains("max.partition.fetch.bytes is 1048576");
    }
}
