package dev.avitstreams.topology.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StreamsSettingsTest {

    private static AvitConfig config(Map<String, String> environment) {
        return AvitConfig.parse("kafka: {bootstrap.servers: b:1}\nregistry: {urls: [http://r:1]}", environment);
    }

    @Test
    void presetsAreTheDesignsTable() {
        assertThat(StreamsSettings.streams(config(Map.of())))
                .containsEntry("commit.interval.ms", "200")
                .containsEntry("poll.ms", "50")
                .containsEntry("producer.linger.ms", "5")
                .containsEntry("producer.transaction.timeout.ms", "10000")
                .containsEntry("consumer.session.timeout.ms", "6000")
                .containsEntry("consumer.heartbeat.interval.ms", "2000")
                .containsEntry("consumer.default.api.timeout.ms", "15000")
                .containsEntry("consumer.max.poll.interval.ms", "60000")
                .containsEntry("consumer.fetch.max.bytes", "4259840")
                .containsEntry("consumer.max.partition.fetch.bytes", "4259840")
                .containsEntry("consumer.max.poll.records", "32")
                .containsEntry("buffered.records.per.partition", "32")
                .containsEntry("rocksdb.config.setter", "dev.avitstreams.topology.config.BoundedRocksDb")
                .containsEntry("producer.max.request.size", "16777216")
                .containsEntry("producer.buffer.memory", "33554432")
                .containsEntry("application.id", "avit-streams")
                .containsEntry("processing.guarantee", "exactly_once_v2")
                .containsEntry("num.stream.threads", 8)
                .containsEntry("statestore.cache.max.bytes", 0L);
    }

    @ParameterizedTest
    @CsvSource({"1,64,64", "4,64,32", "8,64,16", "64,64,16", "8,512,64"})
    void threadsTogetherPollTwiceWhatMayBeUnderWay(String threads, String inFlight, String polled) {
        assertThat(StreamsSettings.streams(config(Map.of(
                        "AVIT_THREADS", threads, "AVIT_BATCH_MAX_IN_FLIGHT", inFlight, "AVIT_BATCH_MAX_SIZE", "16"))))
                .containsEntry("consumer.max.poll.records", polled);
    }

    @Test
    void aMemberThatWaitsForASlowFrameIsNotTakenForGone() {
        assertThat(StreamsSettings.streams(config(Map.of(
                        "AVIT_PROCESSING_GUARANTEE", "at_least_once",
                        "AVIT_OPERATOR_TIMEOUT", "1m",
                        "AVIT_OPERATOR_GIVE_UP_AFTER", "1m"))))
                .containsEntry("consumer.max.poll.interval.ms", "180000");
    }

    @ParameterizedTest
    @CsvSource({"exactly_once_v2,classic", "exactly_once_v2,streams", "at_least_once,classic"})
    void kafkaStreamsAcceptsThem(String guarantee, String protocol) {
        Properties properties = new Properties();
        properties.putAll(StreamsSettings.streams(
                config(Map.of("AVIT_PROCESSING_GUARANTEE", guarantee, "AVIT_KAFKA_GROUP_PROTOCOL", protocol))));

        StreamsConfig streams = new StreamsConfig(properties);

        assertThat(streams.getMainConsumerConfigs("group", "client", 0)).containsEntry("max.poll.records", "32");
        assertThat(streams.getProducerConfigs("client")).containsEntry("linger.ms", "5");
    }

    @Test
    void plainConsumersDoWithoutTheGroupProtocolOfStreams() {
        Map<String, Object> properties = new HashMap<>(StreamsSettings.consumer(
                config(Map.of("AVIT_KAFKA_GROUP_PROTOCOL", "streams", "AVIT_KAFKA_CLIENT_ID", "x"))));
        properties.put("key.deserializer", ByteArrayDeserializer.class);
        properties.put("value.deserializer", ByteArrayDeserializer.class);

        assertThat(new ConsumerConfig(properties).getString("client.id")).isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AVIT_KAFKA_LINGER_MS", "AVIT_KAFKA_PRODUCER_LINGER_MS"})
    void usersValueWinsWithAndWithoutPrefix(String variable) {
        Properties properties = new Properties();
        properties.putAll(StreamsSettings.streams(config(Map.of(variable, "7"))));

        assertThat(new StreamsConfig(properties).getProducerConfigs("client")).containsEntry("linger.ms", "7");
    }

    @Test
    void fetchAndRequestSizesGrowWithTheFrameLimit() {
        assertThat(StreamsSettings.streams(config(Map.of("AVIT_FRAMES_MAX_BYTES", "20MiB"))))
                .containsEntry("consumer.fetch.max.bytes", String.valueOf((20 << 20) + 65536))
                .containsEntry("producer.max.request.size", String.valueOf(2 * ((20 << 20) + 65536)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            main.consumer.interceptor.classes | x.Y                | the service's own interceptor stands there
            interceptor.classes               | x.Y                | the service's own interceptor stands there
            statestore.cache.max.bytes        | 1000               | must not be set
            processing.exception.handler      | x.LogAndContinue   | would lose frames
            producer.acks                     | 1                  | must be all
            enable.idempotence                | false              | must be true
            consumer.isolation.level          | read_uncommitted   | it follows from processing-guarantee
            application.id                    | x                  | use application-id
            producer.linger.m                 | 5                  | did you mean linger.ms?
            bootstrap.server                  | b:1                | did you mean bootstrap.servers?
            producer.transaction.timeout.ms   | soon               | must be a whole number
            """)
    void propertiesThatWouldBreakAPromiseAreRefused(String key, String value, String reason) {
        String yaml = "registry: {urls: [http://r:1]}\nkafka:\n  bootstrap.servers: b:1\n  " + key + ": " + value;

        assertThatThrownBy(() -> AvitConfig.parse(yaml, Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("kafka." + key)
                .hasMessageContaining(reason);
    }

    @Test
    void producerInterceptorsAndUnknownPropertiesPass() {
        AvitConfig config = config(
                Map.of("AVIT_KAFKA_PRODUCER_INTERCEPTOR_CLASSES", "x.Y", "AVIT_KAFKA_OUR_REPORTER_URL", "http://z"));

        assertThat(config.kafka()).containsKeys("producer.interceptor.classes", "our.reporter.url");
    }

    @Test
    void plainClientsGetTheirOwnAndTheCommonProperties() {
        AvitConfig config = config(Map.of(
                "AVIT_KAFKA_SECURITY_PROTOCOL", "SSL", "AVIT_KAFKA_ADMIN_RETRIES", "3", "AVIT_KAFKA_POLL_MS", "9"));

        assertThat(StreamsSettings.admin(config))
                .isEqualTo(Map.of("bootstrap.servers", "b:1", "security.protocol", "SSL", "retries", "3"));
        assertThat(StreamsSettings.producer(config)).doesNotContainKeys("retries", "poll.ms");
        assertThat(List.copyOf(StreamsSettings.consumer(config).keySet()))
                .containsExactlyInAnyOrder("bootstrap.servers", "security.protocol");
    }
}
