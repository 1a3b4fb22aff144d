package dev.avitstreams.inference.model;

import static org.bytedeco.pytorch.global.torch.from_blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A memory-mapped safetensors file: 8 bytes of header length, a JSON header, the data.
 *
 * <p>Tensors are views of the mapping, without a copy, and must not be written to. The mapping lives as long as this
 * object: <b>whoever keeps a tensor keeps this object too</b>, for libtorch does not. Immutable and safe to share.
 */
public final class Safetensors {
    private static final int LENGTH_BYTES = Long.BYTES;

    private final Path file;
    private final SafetensorsHeader header;
    private final MappedByteBuffer mapping;
    private final long dataStart;

    private Safetensors(Path file, SafetensorsHeader header, MappedByteBuffer mapping, long dataStart) {
        this.file = file;
        this.header = header;
        this.mapping = mapping;
        this.dataStart = dataStart;
    }

    /** @throws ModelException when the file is missing, unreadable or not a sound safetensors file */
    public static Safetensors open(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long fileBytes = channel.size();
            if (fileBytes < LENGTH_BYTES || fileBytes > Integer.MAX_VALUE) {
                throw new ModelException(
                        file + " has " + fileBytes + " bytes; a safetensors file read here has between " + LENGTH_BYTES
                                + " and " + Integer.MAX_VALUE + ".");
            }
            MappedByteBuffer mapping = channel.map(FileChannel.MapMode.READ_ONLY, 0, fileBytes);
            byte[] json = headerBytes(file, mapping, fileBytes);
            long dataStart = LENGTH_BYTES + (long) json.length;
            return new Safetensors(
                    file, SafetensorsHeader.parse(file, json, fileBytes - dataStart), mapping, dataStart);
        } catch (IOException e) {
            throw new ModelException(
                    "Cannot read " + file + " (" + e.getClass().getSimpleName()
                            + "): check that the file exists and may be read.",
                    e);
        }
    }

    private static byte[] headerBytes(Path file, ByteBuffer mapping, long fileBytes) {
        long length = mapping.duplicate().order(ByteOrder.LITTLE_ENDIAN).getLong(0);
        if (length < 2 || length > SafetensorsHeader.MAX_BYTES || length > fileBytes - LENGTH_BYTES) {
            throw new ModelException(file + ": the header claims " + Long.toUnsignedString(length)
                    + " bytes, possible are 2 to "
                    + Math.min(SafetensorsHeader.MAX_BYTES, fileBytes - LENGTH_BYTES)
                    + ". It is truncated or not a safetensors file.");
        }
        byte[] json = new byte[(int) length];
        mapping.duplicate().position(LENGTH_BYTES).get(json);
        return json;
    }

    public Path file() {
        return file;
    }

    /** In the order of the header. */
    public Map<String, TensorInfo> tensors() {
        return java.util.Collections.unmodifiableMap(header.tensors());
    }

    /** Free text the writer of the file left. */
    public Map<String, String> metadata() {
        return Map.copyOf(header.metadata());
    }

    /** @throws ModelException if there is no such tensor */
    public TensorInfo info(String name) {
        TensorInfo info = header.tensors().get(name);
        if (info == null) {
            throw new ModelException(file + " has no tensor '" + name + "'.");
        }
        return info;
    }

    /**
     * The tensor in its own element type, a view of the mapping. The caller closes it, or lets its scope do so.
     */
    public Tensor view(String name) {
        TensorInfo info = info(name);
        // from_blob copies its options, and the address outlives the pointer object: both may go at once.
        try (TensorOptions options = new TensorOptions(info.type().scalarType());
                BytePointer start = new BytePointer(mapping);
                Pointer data = start.getPointer(dataStart + info.beginBytes())) {
            return from_blob(data, info.sizes(), options);
        }
    }

    /** The tensor's elements as they lie in the file, little-endian; a view, read-only. */
    public ByteBuffer bytes(String name) {
        TensorInfo info = info(name);
        return mapping.duplicate()
                .position((int) (dataStart + info.beginBytes()))
                .limit((int) (dataStart + info.endBytes()))
                .slice();
    }

    /** The tensor as f32: a view where the file holds f32 on a 4-byte boundary, otherwise a copy. */
    public Tensor floats(String name) {
        TensorInfo info = info(name);
        Tensor view = view(name);
        if (info.type() == ElementType.F32 && (dataStart + info.beginBytes()) % Float.BYTES == 0) {
            return view;
        }
        try (view;
                MemoryFormatOptional anyFormat = new MemoryFormatOptional()) {
            boolean nonBlocking = false;
            boolean copy = true;
            return view.to(ScalarType.Float, nonBlocking, copy, anyFormat);
        }
    }

    /** All elements in order, converted to f32. */
    public float[] floatArray(String name) {
        try (Tensor tensor = floats(name)) {
            float[] values = new float[(int) tensor.numel()];
            tensor.data_ptr_float().get(values);
            return values;
        }
    }

    /** All elements in order, converted to whole numbers. */
    public long[] longArray(String name) {
        try (Tensor view = view(name);
                Tensor tensor = view.to(ScalarType.Long)) {
            long[] values = new long[(int) tensor.numel()];
            tensor.data_ptr_long().get(values);
            return values;
        }
    }

    /** @throws ModelException unless the file holds exactly the tensors of the architecture, in their shapes */
    public void requireWeightsOf(Architecture architecture) {
        WeightNames.verify(this, architecture);
    }
}
