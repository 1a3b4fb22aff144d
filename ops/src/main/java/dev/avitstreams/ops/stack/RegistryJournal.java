package dev.avitstreams.ops.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Every change of the registry since the beginning, one JSON object a line, on disk before it is answered. A last line
 * cut short by a crash was never answered, and is dropped. Not thread-safe.
 */
final class RegistryJournal implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path path;
    private final FileChannel channel;
    private final List<RegistryChange> history;

    private RegistryJournal(Path path, FileChannel channel, List<RegistryChange> history) {
        this.path = path;
        this.channel = channel;
        this.history = history;
    }

    static RegistryJournal open(Path path) {
        try {
            String text = Files.exists(path) ? Files.readString(path) : "";
            String whole = text.substring(0, text.lastIndexOf('\n') + 1);
            List<RegistryChange> history = new ArrayList<>();
            for (String line : whole.lines().toList()) {
                history.add(parse(path, history.size() + 1, line));
            }
            FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.truncate(whole.getBytes(UTF_8).length);
            channel.position(channel.size());
            return new RegistryJournal(path, channel, history);
        } catch (IOException e) {
            throw new StackException(
                    "The registry's journal " + path.toAbsolutePath() + " cannot be used: " + e + ".", e);
        }
    }

    /** What was in it when it was opened, oldest first. */
    List<RegistryChange> history() {
        return List.copyOf(history);
    }

    void append(RegistryChange change) {
        try {
            ByteBuffer line = ByteBuffer.wrap((JSON.writeValueAsString(change) + "\n").getBytes(UTF_8));
            while (line.hasRemaining()) {
                channel.write(line);
            }
            channel.force(false);
        } catch (IOException e) {
            throw new StackException(
                    "Cannot write the registry's journal " + path.toAbsolutePath() + ": " + e + ".", e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StackException(
                    "Cannot close the registry's journal " + path.toAbsolutePath() + ": " + e + ".", e);
        }
    }

    private static RegistryChange parse(Path path, int line, String text) {
        try {
            return JSON.readValue(text, RegistryChange.class);
        } catch (JsonProcessingException e) {
            throw new StackException(
                    "Line " + line + " of the registry's journal " + path.toAbsolutePath() + " is damaged: "
                            + e.getOriginalMessage() + ". Restore the file, or start with an empty folder.",
                    e);
        }
    }
}
