package dev.avitstreams.ops.fuzz.model;

import dev.avitstreams.inference.model.ModelException;
import dev.avitstreams.inference.model.Safetensors;
import dev.avitstreams.ops.fuzz.FuzzTarget;
import dev.avitstreams.ops.fuzz.bytes.ByteEdits;
import dev.avitstreams.ops.fuzz.bytes.TextEdits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** Weights: the header, and every tensor that a header got accepted for. */
public final class SafetensorsTarget implements FuzzTarget {
    private static final String HEADER = "{\"__metadata__\":{\"made\":\"by hand\"},"
            + "\"a.weight\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]},"
            + "\"b\":{\"dtype\":\"F16\",\"shape\":[4],\"data_offsets\":[24,32]},"
            + "\"c\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[32,40]}}";
    private static final int DATA_BYTES = 40;
    /** One in so many has a header of megabytes. */
    private static final int LARGE = 2000;

    private static final int LARGEST_REPEAT = 500_000;

    private final ScratchFile file = new ScratchFile("weights.safetensors");

    @Override
    public byte[] input(SplittableRandom random) {
        byte[] sound = file(HEADER, HEADER.length());
        if (random.nextInt(LARGE) == 0) {
            String[] parts = {"\"k\":\"\",", "\"k\":[],", "[],", "\"k\":{},"};
            String many =
                    "{\"__metadata__\":{" + numbered(parts[random.nextInt(parts.length)], random) + "\"z\":\"\"}}";
            return file(many, many.length());
        }
        return switch (random.nextInt(8)) {
            case 0, 1 -> ByteEdits.damage(sound, random);
            case 2 -> file(HEADER, ByteEdits.edge(random));
            default -> {
                String header = TextEdits.edited(HEADER, random);
                yield file(header, header.getBytes(StandardCharsets.UTF_8).length);
            }
        };
    }

    private static String numbered(String part, SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        int repeats = random.nextInt(LARGEST_REPEAT);
        for (int i = 0; i < repeats; i++) {
            text.append(part.replace("k", Integer.toString(i, Character.MAX_RADIX)));
        }
        return text.toString();
    }

    private static byte[] file(String header, long claimed) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + json.length + DATA_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(claimed)
                .put(json)
                .array();
    }

    @Override
    public String read(byte[] input) throws IOException {
        try {
            Safetensors tensors = Safetensors.open(file.holding(input));
            for (String name : tensors.tensors().keySet()) {
                float[] unused = tensors.floatArray(name);
            }
            return "accepted";
        } catch (ModelException e) {
            return "refused";
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
