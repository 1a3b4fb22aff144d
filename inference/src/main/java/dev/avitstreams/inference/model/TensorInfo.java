package dev.avitstreams.inference.model;

import java.util.List;

/**
 * One tensor of a safetensors file. Offsets count from the first byte after the header.
 *
 * @param shape sizes of the dimensions, outermost first; empty for a scalar
 * @param beginBytes first byte
 * @param endBytes one past the last byte
 */
public record TensorInfo(String name, ElementType type, List<Long> shape, long beginBytes, long endBytes) {
    public TensorInfo {
        shape = List.copyOf(shape);
    }

    public long bytes() {
        return endBytes - beginBytes;
    }

    long[] sizes() {
        return shape.stream().mapToLong(Long::longValue).toArray();
    }
}
