package dev.avitstreams.inference.halting;

import dev.avitstreams.inference.onednn.OneDnn;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.StandardOpenOption;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;

/** Loads libtorch, and oneDNN where products are its own. Any thread may ask. */
public final class Libtorch {
    /** Not {@link Loader}'s own lock: closing any channel of a file gives up all of the process's locks on it. */
    private static final String LOCK = ".avit.lock";

    private static boolean loaded;

    private Libtorch() {}

    /**
     * Unpacks the libraries where they are not yet, and loads them; to be called before anything else of them is used. One process at a
     * time does so: the {@link Loader} locks the unpacking of each library alone, and loads {@code torch}, which pulls in
     * {@code torch_cpu}, before it has made sure that another process has finished that one. A library mapped half written
     * is a {@code SIGBUS}.
     *
     * @throws UnsatisfiedLinkError if it cannot be loaded
     */
    public static synchronized void load() {
        if (loaded) {
            return;
        }
        try (FileChannel lock = channel()) {
            lock.lock(); // given up with the channel
            loadAll();
        } catch (FileLockInterruptionException e) {
            throw new IllegalStateException("Interrupted while another process unpacks libtorch", e);
        } catch (IOException e) {
            loadAll(); // a folder that takes no lock: what is not unpacked there says so itself
        }
        loaded = true;
    }

    private static void loadAll() {
        Loader.load(torch.class);
        if (OneDnn.isFast()) {
            OneDnn.load();
        }
    }

    private static FileChannel channel() throws IOException {
        File folder = Loader.getCacheDir();
        return FileChannel.open(folder.toPath().resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }
}
