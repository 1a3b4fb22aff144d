package dev.avitstreams.topology.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.schemas.ModelAnswer;
import dev.avitstreams.schemas.ShadowComparison;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class ComparisonPublisherTest {
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger unpublished = new AtomicInteger();
    private final ComparisonPublisher publisher = new ComparisonPublisher(
            () -> {
                made.incrementAndGet();
                return producer;
            },
            (topic, pair) -> pair.getFrameId().getBytes(StandardCharsets.UTF_8),
            "comparisons");

    private void publish() {
        ModelAnswer answer = ModelAnswer.newBuilder()
                .setModel("tiny")
                .setVersion("1")
                .setWeightsSha256("00")
                .setOperatingPoint("default")
                .setClassId("n1")
                .setClassName("cat")
                .setProbability(1)
                .setLayers(12)
                .setMeanDepth(6)
                .setMacsExecuted(1)
                .setMacsDense(2)
                .build();
        publisher.publish(
                ShadowComparison.newBuilder()
                        .setFrameId("f")
                        .setCameraId("gate")
                        .setTopic("frames")
                        .setPartition(0)
                        .setOffset(0)
                        .setComparedAt(Instant.EPOCH)
                        .setAgree(true)
                        .setServing(answer)
                        .setCandidate(answer)
                        .build(),
                unpublished::incrementAndGet);
    }

    @Test
    void aPairGoesOutUnderItsCamera() {
        publish();
        publish();
        producer.completeNext();
        producer.completeNext();

        assertThat(made).hasValue(1);
        assertThat(unpublished).hasValue(0);
        assertThat(producer.history()).hasSize(2).allSatisfy(record -> {
            assertThat(record.topic()).isEqualTo("comparisons");
            assertThat(record.key()).asString(StandardCharsets.UTF_8).isEqualTo("gate");
        });
    }

    @Test
    void whatIsNotDeliveredOrCannotEvenBeSentIsToldOnce() {
        publish();
        producer.errorNext(new TimeoutException("no topic"));
        assertThat(unpublished).hasValue(1);

        producer.sendException = new KafkaException("no broker");
        publish();
        assertThat(unpublished).hasValue(2);
    }

    @Test
    void aPublisherThatIsClosedMakesNoProducer() {
        publisher.close();
        publish();

        assertThat(made).hasValue(0);
        assertThat(unpublished).hasValue(1);
    }
}
