package dev.avitstreams.ops.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.schemas.ImageEvent;
import dev.avitstreams.schemas.registry.AvroSerdes;
import dev.avitstreams.schemas.topic.TopicCatalogue;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedStackTest {

    @TempDir
    private Path folder;

    @Test
    void recordsOfTheFirstRunAreReadInTheSecond() throws Exception {
        TopicCatalogue topics = TopicCatalogue.defaults().withPartitions(1);
        ImageEvent event = ImageEvent.newBuilder()
                .setFrameId("f-1")
                .setCameraId("gate")
                .setSequence(1)
                .setCapturedAt(Instant.parse("2020-01-31T08:00:00Z"))
                .build();

        try (EmbeddedStack stack = EmbeddedStack.start(folder, 0, 0, topics);
                AvroSerdes serdes = new AvroSerdes(stack.registry());
                var producer = producer(stack, serdes.imageEvents())) {
            producer.send(new ProducerRecord<>(topics.frames().name(), "gate", event))
                    .get();
        }

        try (EmbeddedStack stack = EmbeddedStack.start(folder, 0, 0, topics);
                AvroSerdes serdes = new AvroSerdes(stack.registry());
                var consumer = consumer(stack, serdes.imageEvents())) {
            consumer.assign(List.of(new TopicPartition(topics.frames().name(), 0)));
            consumer.seekToBeginning(consumer.assignment());
            assertThat(consumer.poll(Duration.ofSeconds(10))).singleElement().satisfies(r -> {
                assertThat(r.value()).isEqualTo(event);
                assertThat(r.timestamp())
                        .as("stamped by the broker")
                        .isGreaterThan(event.getCapturedAt().toEpochMilli());
            });
        }
    }

    private static KafkaProducer<String, ImageEvent> producer(EmbeddedStack stack, Serde<ImageEvent> serde) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.bootstrapServers()), new StringSerializer(), serde.serializer());
    }

    private static KafkaConsumer<String, ImageEvent> consumer(EmbeddedStack stack, Serde<ImageEvent> serde) {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", stack.bootstrapServers()), new StringDeserializer(), serde.deserializer());
    }
}
