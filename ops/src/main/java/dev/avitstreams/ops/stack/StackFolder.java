package dev.avitstreams.ops.stack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A folder held by one server at a time, with the few settings that must outlive it. Kafka halts the whole JVM when its
 * own folder is taken, hence a lock of ours before that.
 */
final class StackFolder implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;
    private final Properties settings = new Properties();

    private StackFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    static StackFolder open(Path path) {
        try {
            Files.createDirectories(path);
            FileChannel channel =
                    FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new StackException("Folder " + path.toAbsolutePath()
                        + " is in use by another server. Stop that one, or name another folder.");
            }
            StackFolder folder = new StackFolder(path, channel);
            folder.load();
            return folder;
        } catch (IOException e) {
            throw new StackException("Folder " + path.toAbsolutePath() + " cannot be used: " + e + ".", e);
        }
    }

    Path path() {
        return path;
    }

    @Nullable
    String get(String name) {
        return settings.getProperty(name);
    }

    /** Kept before anything relies on it: the file is replaced as a whole. */
    void put(String name, String value) {
        settings.setProperty(name, value);
        Path next = path.resolve("settings.properties.next");
        try (var out = Files.newBufferedWriter(next)) {
            settings.store(out, "Written by avit; the identity and addresses of the server in this folder.");
        } catch (IOException e) {
            throw new StackException("Cannot write " + next.toAbsolutePath() + ": " + e + ".", e);
        }
        try {
            Files.move(next, settingsFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StackException("Cannot replace " + settingsFile().toAbsolutePath() + ": " + e + ".", e);
        }
    }

    /**
     * The port to listen on: the one asked for, which must be free; or, asked for 0, the one of last time if it still
     * is, else any.
     */
    int port(String name, int asked) {
        int port = asked == 0 ? lastOrAnyPort(name) : requireFree(asked);
        Ports.claim(port);
        put(name, Integer.toString(port));
        return port;
    }

    @Override
    public void close() {
        try {
            channel.close(); // gives up the lock
        } catch (IOException e) {
            throw new StackException("Cannot release " + path.toAbsolutePath() + ": " + e + ".", e);
        }
    }

    private int lastOrAnyPort(String name) {
        String last = get(name);
        return last != null && Ports.isFree(Integer.parseInt(last)) ? Integer.parseInt(last) : Ports.anyLasting();
    }

    private static int requireFree(int port) {
        if (!Ports.isFree(port)) {
            throw new StackException(
                    "Port " + port + " is in use by another program. Stop that one, or choose another port.");
        }
        return port;
    }

    private void load() throws IOException {
        if (Files.exists(settingsFile())) {
            try (var in = Files.newBufferedReader(settingsFile())) {
                settings.load(in);
            }
        }
    }

    private Path settingsFile() {
        return path.resolve("settings.properties");
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisJvm) {
            return null;
        }
    }
}
