package dev.avitstreams.ops.camera;

import dev.avitstreams.schemas.ImageEvent;
import dev.avitstreams.schemas.topic.TopicCatalogue;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes image events to the frames topic, keyed by camera. Thread-safe: one for all cameras of a process. */
public final class FramePublisher implements AutoCloseable {
    private final KafkaProducer<String, ImageEvent> producer;
    private final String topic;
    private final int frameLimitBytes;

    /**
     * @param kafka properties of a producer: brokers, TLS, SASL
     * @param events closed with this object
     * @param frameLimitBytes largest encoded image the pipeline takes
     */
    public FramePublisher(Map<String, Object> kafka, Serializer<ImageEvent> events, String topic, int frameLimitBytes) {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, frameLimitBytes + TopicCatalogue.FRAME_OVERHEAD_BYTES);
        properties.putIfAbsent(ProducerConfig.CLIENT_ID_CONFIG, "avit-camera");
        properties.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 0); // a camera's frame is wanted now
        properties.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, 15_000);
        properties.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 45_000);
        this.producer = new KafkaProducer<>(properties, new StringSerializer(), events);
        this.topic = topic;
        this.frameLimitBytes = frameLimitBytes;
    }

    int frameLimitBytes() {
        return frameLimitBytes;
    }

    /** Sends without waiting; blocks only while the producer's buffer is full. */
    public void send(ImageEvent event, Callback whenDone) {
        producer.send(new ProducerRecord<>(topic, event.getCameraId(), event), whenDone);
    }

    public void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}
