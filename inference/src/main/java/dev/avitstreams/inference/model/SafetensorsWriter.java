package dev.avitstreams.inference.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Writes a safetensors file, tensors in the order in which they were added. The file appears whole or not at all. Tensors
 * are not copied: whoever adds one keeps it, unchanged, until {@link #write}. One thread at a time.
 */
public final class SafetensorsWriter {
    private static final int ALIGNMENT = Long.BYTES;

    private record Entry(TensorInfo info, ByteBuffer data) {}

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private long end;

    /** Free text for {@link Safetensors#metadata}. */
    public SafetensorsWriter metadata(String key, String value) {
        metadata.put(key, value);
        return this;
    }

    /** @param tensor f32 or f16, contiguous, on the CPU */
    public SafetensorsWriter add(String name, Tensor tensor) {
        ElementType type = typeOf(name, tensor);
        List<Long> shape = Arrays.stream(tensor.shape()).boxed().toList();
        try (Pointer data = tensor.data_ptr();
                BytePointer bytes = new BytePointer(data)) {
            return add(name, type, shape, bytes.capacity(tensor.nbytes()).asByteBuffer());
        }
    }

    private static ElementType typeOf(String name, Tensor tensor) {
        ScalarType found = tensor.scalar_type().intern(); // as it comes it is no constant of the enum
        if (!tensor.is_contiguous() || !(found == ScalarType.Float || found == ScalarType.Half)) {
            throw new IllegalArgumentException(
                    "tensor '" + name + "' is " + found + ", must be contiguous Float or Half to be written");
        }
        return found == ScalarType.Float ? ElementType.F32 : ElementType.F16;
    }

    /** @param data little-endian elements, row-major, from its position to its limit */
    public SafetensorsWriter add(String name, ElementType type, List<Long> shape, ByteBuffer data) {
        long elements = shape.stream().reduce(1L, Math::multiplyExact);
        if (data.remaining() != elements * type.bytes()) {
            throw new IllegalArgumentException("tensor '" + name + "' of shape " + shape + " and type " + type
                    + " takes " + elements * type.bytes() + " bytes, " + data.remaining() + " were given");
        }
        TensorInfo info = new TensorInfo(name, type, shape, end, end + data.remaining());
        if (entries.putIfAbsent(name, new Entry(info, data.slice())) != null) {
            throw new IllegalArgumentException("tensor '" + name + "' was added twice");
        }
        end = info.endBytes();
        return this;
    }

    /** Writes to a file beside it first, so that a reader never sees half of it. */
    public void write(Path file) {
        Path unfinished = file.resolveSibling(file.getFileName() + ".part");
        try (FileChannel channel = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            byte[] header = header();
            writeFully(
                    channel,
                    ByteBuffer.allocate(Long.BYTES + header.length)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putLong(header.length)
                            .put(header)
                            .flip());
            for (Entry entry : entries.values()) {
                writeFully(channel, entry.data().duplicate());
            }
            channel.force(true);
        } catch (IOException e) {
            throw cannotWrite(file, e);
        }
        try {
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw cannotWrite(file, e);
        }
    }

    private static ModelException cannotWrite(Path file, IOException cause) {
        return new ModelException(
                "Cannot write " + file + " (" + cause + "): is the disk full, or the folder not writable?", cause);
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Padded with blanks, so that f32 data lies on a boundary where it can be used in place. */
    private byte[] header() throws JsonProcessingException {
        JsonMapper json = new JsonMapper();
        ObjectNode root = json.createObjectNode();
        if (!metadata.isEmpty()) {
            ObjectNode free = root.putObject("__metadata__");
            metadata.forEach(free::put);
        }
        for (Entry entry : entries.values()) {
            TensorInfo info = entry.info();
            ObjectNode node = root.putObject(info.name());
            node.put("dtype", info.type().name());
            ArrayNode shape = node.putArray("shape");
            info.shape().forEach(shape::add);
            node.putArray("data_offsets").add(info.beginBytes()).add(info.endBytes());
        }
        byte[] text = json.writeValueAsBytes(root);
        int padded = (text.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        byte[] header = Arrays.copyOf(text, padded);
        Arrays.fill(header, text.length, padded, (byte) ' ');
        return header;
    }
}
