package dev.avitstreams.inference.importing;

import dev.avitstreams.inference.model.ElementType;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A tensor as a checkpoint holds it.
 *
 * @param data its elements, row-major, little-endian
 */
record ForeignTensor(ElementType type, List<Long> shape, ByteBuffer data) {
    ForeignTensor {
        shape = List.copyOf(shape);
    }
}
