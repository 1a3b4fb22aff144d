package dev.avitstreams.ops.evaluation.frames;

import dev.avitstreams.inference.frame.FrameOutcome.Rejected;
import dev.avitstreams.inference.frame.FrameRejectedException;
import dev.avitstreams.inference.image.ImageReferenceReader;
import dev.avitstreams.schemas.registry.AvroSerdes;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.frames.FrameCoordinate;
import dev.avitstreams.topology.frames.FrameFacts;
import dev.avitstreams.topology.frames.ImageEventReader;
import dev.avitstreams.topology.frames.RecordReader;
import dev.avitstreams.topology.frames.ReferencedImages;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads records of the frames topic as the service does. Thread-safe. */
public final class FrameRecords {
    private final ImageEventReader events;
    private final ReferencedImages references;

    public FrameRecords(AvroSerdes serdes, AvitConfig config) {
        this.events = new ImageEventReader(serdes.imageEvents().deserializer());
        this.references = new ImageReferenceReader(
                config.frames().referenceRoots(), config.frames().decodeLimits())::read;
    }

    RawFrame raw(ConsumerRecord<byte[], byte[]> record) {
        return new RawFrame() {
            @Override
            public long timeMillis() {
                return record.timestamp();
            }

            @Override
            public ReadFrame read() {
                return FrameRecords.this.read(record);
            }
        };
    }

    private ReadFrame read(ConsumerRecord<byte[], byte[]> record) {
        FrameCoordinate at = new FrameCoordinate(record.topic(), record.partition(), record.offset());
        byte[] payload = record.value() == null ? new byte[0] : record.value();
        RecordReader reader = new RecordReader(payload, record.topic(), events, references);
        byte[] image = {};
        Optional<Rejected> rejected = Optional.empty();
        try {
            image = reader.read();
        } catch (FrameRejectedException e) {
            rejected = Optional.of(e.toOutcome());
        }
        Optional<FrameFacts> facts = reader.facts();
        return new ReadFrame(
                facts.map(FrameFacts::frameId).orElseGet(at::toString),
                facts.map(FrameFacts::cameraId).orElse(""),
                facts.map(FrameFacts::capturedAt),
                facts.flatMap(FrameFacts::truth),
                Optional.of(at),
                image,
                rejected);
    }
}
