package dev.avitstreams.ops.chaos.operator;

import dev.avitstreams.ops.process.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** How an order reaches the operator of another process: a file, gone once it is taken. Thread-safe. */
public record OrderFile(Path path) {
    private static final String NAME = "operator-order";

    /** Of an instance, beside its log and configuration. */
    public static OrderFile of(ServiceProcess instance) {
        return beside(instance.log());
    }

    /** @param file the instance's log or configuration */
    public static OrderFile beside(Path file) {
        return new OrderFile(file.toAbsolutePath().resolveSibling(NAME));
    }

    public void give(OperatorOrder order) {
        try {
            Path next = Files.writeString(path.resolveSibling(NAME + ".next"), order.name());
            Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + path + ": " + e.getMessage(), e);
        }
    }

    /** Takes an order back; false if it was taken meanwhile. */
    public boolean withdraw() {
        try {
            return Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + path + ": " + e.getMessage(), e);
        }
    }

    public boolean isTaken() {
        return !Files.exists(path);
    }

    /** The order, at most once. */
    Optional<OperatorOrder> take() {
        if (isTaken()) {
            return Optional.empty();
        }
        try {
            OperatorOrder order = OperatorOrder.valueOf(Files.readString(path).strip());
            return Files.deleteIfExists(path) ? Optional.of(order) : Optional.empty();
        } catch (NoSuchFileException takenMeanwhile) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot take " + path + ": " + e.getMessage(), e);
        }
    }
}
