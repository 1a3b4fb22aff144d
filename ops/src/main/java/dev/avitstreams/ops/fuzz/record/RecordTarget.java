package dev.avitstreams.ops.fuzz.record;

import dev.avitstreams.inference.frame.FrameRejectedException;
import dev.avitstreams.ops.fuzz.FuzzTarget;
import dev.avitstreams.ops.fuzz.bytes.ByteEdits;
import dev.avitstreams.ops.process.TemporaryFolder;
import dev.avitstreams.ops.stack.EmbeddedRegistry;
import dev.avitstreams.schemas.registry.AvroSerdes;
import dev.avitstreams.topology.frames.ImageEventReader;
import dev.avitstreams.topology.frames.RecordReader;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Values of the frames topic, read as the service reads them, against a real registry. Beside our own schema that has
 * others which are compatible with it and made by somebody who means harm.
 */
public final class RecordTarget implements FuzzTarget {
    private static final String TOPIC = "camera-frames";

    private final Path folder;
    private final EmbeddedRegistry registry;
    private final AvroSerdes serdes;
    private final ImageEventReader reader;
    private final List<Integer> schemaIds = new ArrayList<>();

    public RecordTarget() {
        try {
            folder = Files.createTempDirectory("avit-fuzz-registry-");
            registry = EmbeddedRegistry.start(folder, 0);
            serdes = new AvroSerdes(registry.config());
            reader = new ImageEventReader(serdes.imageEvents().deserializer());
            for (WriterSchema schema : WriterSchema.values()) {
                schemaIds.add(serdes.client().register(TOPIC + "-value", new AvroSchema(schema.avro())));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RestClientException e) {
            throw new IllegalStateException("The registry refuses a schema of the fuzzer: " + e.getMessage(), e);
        }
    }

    @Override
    public byte[] input(SplittableRandom random) {
        int schema = random.nextInt(schemaIds.size());
        byte[] body = RecordBodies.body(WriterSchema.values()[schema], random);
        int id = random.nextInt(300) == 0 ? (int) ByteEdits.edge(random) : schemaIds.get(schema);
        byte[] header = ByteBuffer.allocate(5)
                .put((byte) (random.nextInt(100) == 0 ? random.nextInt() : 0))
                .putInt(id)
                .array();
        byte[] record = ByteEdits.joined(header, body);
        return random.nextInt(50) == 0 ? ByteEdits.damage(record, random) : record;
    }

    @Override
    public String read(byte[] input) {
        RecordReader record = new RecordReader(input, TOPIC, reader, (uri, sha256, length) -> new byte[0]);
        try {
            byte[] unused = record.read();
            return "read";
        } catch (FrameRejectedException e) {
            return e.category().name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public void close() {
        serdes.close();
        registry.close();
        try {
            TemporaryFolder.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
