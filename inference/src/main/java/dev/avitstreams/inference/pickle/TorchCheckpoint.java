package dev.avitstreams.inference.pickle;

import dev.avitstreams.inference.model.ElementType;
import dev.avitstreams.inference.model.ModelException;
import dev.avitstreams.inference.pickle.PickleValue.Dictionary;
import dev.avitstreams.inference.pickle.PickleValue.TensorView;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A {@code .pth} or {@code .pt} file as PyTorch writes it since 1.6: a zip archive of one pickle, which describes tensors,
 * and their numbers as they lie in memory. One thread at a time.
 */
public final class TorchCheckpoint implements Closeable {
    private static final String PICKLE = "data.pkl";
    private static final int LARGEST_PICKLE = 64 << 20;
    private static final long LARGEST_STORAGE = Integer.MAX_VALUE - 8L;
    /** Where a checkpoint keeps its state dict, when it holds more than that. */
    private static final List<String> STATE_DICTS = List.of("model", "state_dict", "model_ema");

    private final Path file;
    private final ZipFile archive;
    private final String prefix;
    private final Map<String, TensorView> tensors;

    private TorchCheckpoint(Path file, ZipFile archive) throws IOException {
        this.file = file;
        this.archive = archive;
        ZipEntry pickle = archive.stream()
                .filter(entry ->
                        entry.getName().equals(PICKLE) || entry.getName().endsWith("/" + PICKLE))
                .findFirst()
                .orElseThrow(() -> new ModelException(
                        file + " is a zip archive without " + PICKLE + ", so it is no PyTorch checkpoint."));
        this.prefix = pickle.getName().substring(0, pickle.getName().length() - PICKLE.length());
        requireLittleEndian();
        this.tensors = tensors(PickleMachine.run(read(pickle, LARGEST_PICKLE)));
    }

    /** @throws ModelException if the file is missing, damaged, of the old format, or holds anything but tensors */
    public static TorchCheckpoint open(Path file) {
        try {
            ZipFile archive = new ZipFile(file.toFile());
            try {
                return new TorchCheckpoint(file, archive);
            } catch (IOException | RuntimeException e) {
                archive.close();
                throw e;
            }
        } catch (ZipException e) {
            throw new ModelException(
                    file + " is not a zip archive: it is damaged, or of PyTorch's format before 1.6. Save it again with"
                            + " a newer PyTorch, best as safetensors.",
                    e);
        } catch (IOException e) {
            throw new ModelException("Cannot read " + file + " (" + e + ").", e);
        }
    }

    private void requireLittleEndian() throws IOException {
        ZipEntry order = archive.getEntry(prefix + "byteorder");
        if (order != null) {
            String text = new String(read(order, 16), StandardCharsets.US_ASCII);
            if (!text.equals("little")) {
                throw new ModelException(file + " is written in byte order '" + text + "', readable is little.");
            }
        }
    }

    private byte[] read(ZipEntry entry, long most) throws IOException {
        long bytes = entry.getSize();
        if (bytes < 0 || bytes > most) {
            throw new ModelException(
                    file + ": " + entry.getName() + " claims " + bytes + " bytes, read are at most " + most + ".");
        }
        try (InputStream in = archive.getInputStream(entry)) {
            byte[] read = in.readNBytes((int) bytes);
            if (read.length != bytes) {
                throw new ModelException(file + ": " + entry.getName() + " is cut off. Fetch it again.");
            }
            return read;
        }
    }

    private Map<String, TensorView> tensors(PickleValue root) {
        Optional<Map<String, TensorView>> found = stateDict(root);
        for (String key : STATE_DICTS) {
            if (found.isEmpty() && root instanceof Dictionary whole && whole.entries.containsKey(key)) {
                found = stateDict(whole.entries.get(key));
            }
        }
        return found.orElseThrow(() -> new ModelException(
                file + " holds no tensors by name, neither itself nor under one of " + STATE_DICTS + "."));
    }

    private static Optional<Map<String, TensorView>> stateDict(PickleValue value) {
        Map<String, TensorView> views = new LinkedHashMap<>();
        if (value instanceof Dictionary dictionary) {
            dictionary.entries.forEach((name, item) -> {
                if (item instanceof TensorView view) {
                    views.put(name, view);
                }
            });
        }
        return views.isEmpty() ? Optional.empty() : Optional.of(views);
    }

    /** Names, in the order of the checkpoint. */
    public List<String> names() {
        return List.copyOf(tensors.keySet());
    }

    public ElementType type(String name) {
        return view(name).storage().type();
    }

    public List<Long> shape(String name) {
        return view(name).shape();
    }

    private TensorView view(String name) {
        TensorView view = tensors.get(name);
        if (view == null) {
            throw new ModelException(file + " has no tensor '" + name + "'.");
        }
        return view;
    }

    /** The elements of a tensor, row-major, little-endian. */
    public ByteBuffer data(String name) {
        TensorView view = view(name);
        int bytes = view.storage().type().bytes();
        ZipEntry entry = archive.getEntry(prefix + "data/" + view.storage().key());
        if (entry == null || entry.getSize() != view.storage().elements() * bytes) {
            throw new ModelException(file + ": the numbers of '" + name + "' are missing or cut off. Fetch it again.");
        }
        try {
            byte[] storage = read(entry, LARGEST_STORAGE);
            long elements = view.shape().stream().reduce(1L, Math::multiplyExact);
            ByteBuffer data = ByteBuffer.allocate(Math.toIntExact(elements * bytes));
            if (elements > 0) {
                gather(storage, view, 0, view.offset(), bytes, data);
            }
            return data.flip();
        } catch (IOException e) {
            throw new ModelException("Cannot read the numbers of '" + name + "' in " + file + " (" + e + ").", e);
        }
    }

    private static void gather(byte[] storage, TensorView view, int dimension, long at, int bytes, ByteBuffer into) {
        if (dimension == view.shape().size()) {
            into.put(storage, Math.toIntExact(at * bytes), bytes);
            return;
        }
        long stride = view.strides().get(dimension);
        for (long index = 0; index < view.shape().get(dimension); index++) {
            gather(storage, view, dimension + 1, at + index * stride, bytes, into);
        }
    }

    @Override
    public void close() throws IOException {
        archive.close();
    }
}
