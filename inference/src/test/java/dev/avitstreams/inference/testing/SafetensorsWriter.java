package dev.avitstreams.inference.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Writes sound safetensors files of f32, and unsound ones from a header given word by word. */
public final class SafetensorsWriter {
    private final List<String> entries = new ArrayList<>();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();

    public SafetensorsWriter add(String name, List<Long> shape, float... values) {
        int begin = data.size();
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        data.writeBytes(bytes.array());
        String sizes = shape.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
        entries.add("\"%s\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
                .formatted(name, sizes, begin, data.size()));
        return this;
    }

    /** A tensor whose values are all the same. */
    public SafetensorsWriter fill(String name, List<Long> shape, float value) {
        float[] values =
                new float[(int) shape.stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b)];
        Arrays.fill(values, value);
        return add(name, shape, values);
    }

    public Path write(Path file) {
        return write(file, "{" + String.join(",", entries) + "}", data.toByteArray());
    }

    public static Path write(Path file, String header, byte[] data) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return writeClaiming(file, json.length, json, data);
    }

    /** @param headerBytes what the file says its header has */
    public static Path writeClaiming(Path file, long headerBytes, byte[] json, byte[] data) {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + json.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(headerBytes)
                .put(json)
                .put(data);
        try {
            return Files.write(file, bytes.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
