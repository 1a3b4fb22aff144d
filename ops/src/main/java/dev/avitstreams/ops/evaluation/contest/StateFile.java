package dev.avitstreams.ops.evaluation.contest;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.Sentences;
import dev.avitstreams.ops.evaluation.range.OffsetRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Keeps an unfinished evaluation, so that it can go on later.
 *
 * @param plan what is evaluated, in words; only the same can go on
 * @param asked which records were asked for, as it was said: "2h ago" means others by now
 * @param range of the topic; empty for images
 */
public record StateFile(Path file, String plan, String asked, Optional<OffsetRange> range) {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .visibility(PropertyAccessor.GETTER, Visibility.NONE)
            .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, Visibility.ANY)
            .build();

    /**
     * What was kept.
     *
     * @param plan what was being evaluated
     * @param asked likewise
     * @param range likewise
     * @param positions by partition, where to go on
     * @param predictionBytes length of the predictions file by then
     */
    public record Kept(
            String plan,
            String asked,
            Optional<OffsetRange> range,
            TreeMap<Integer, Long> positions,
            long predictionBytes,
            Standing standing) {}

    /**
     * The range that an evaluation kept there is of: a time ago means another one by now.
     *
     * @param asked which records are asked for now
     * @throws CommandFailure if others were asked for then
     */
    public static Optional<OffsetRange> rangeIn(Path file, String asked) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Kept kept = MAPPER.readValue(file.toFile(), Kept.class);
            if (!asked.equals(kept.asked())) {
                throw CommandFailure.usage("The state in " + file + " is of the records " + kept.asked()
                        + "; asked for are those " + asked + ". Give the same options, or another file.");
            }
            return kept.range();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static CommandFailure unreadable(Path file, IOException e) {
        return CommandFailure.usage(
                "Cannot read the state in " + file + " (" + Sentences.of(e) + "); remove it to begin anew.");
    }

    /** @throws CommandFailure if what is kept there is of something else */
    public Optional<Kept> read() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Kept kept = MAPPER.readValue(file.toFile(), Kept.class);
            if (!kept.plan().equals(plan)) {
                throw CommandFailure.usage("The state in " + file + " is of another evaluation (" + kept.plan()
                        + "), this one is: " + plan + ". Give the same options, or another file.");
            }
            return Optional.of(kept);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** Replaces what was kept, or leaves it whole. */
    void write(Map<Integer, Long> positions, long predictionBytes, Standing standing) {
        try {
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            MAPPER.writeValue(
                    fresh.toFile(), new Kept(plan, asked, range, new TreeMap<>(positions), predictionBytes, standing));
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw CommandFailure.runtime("Cannot keep the state in " + file + ": " + Sentences.of(e), e);
        }
    }

    /** A standing as text, for another process. */
    public static String text(Standing standing) {
        try {
            return MAPPER.writeValueAsString(standing);
        } catch (IOException e) {
            throw new IllegalStateException("A standing cannot be written down", e);
        }
    }

    /** Reads back what {@link #text} wrote. */
    public static Standing standing(String text) {
        try {
            return MAPPER.readValue(text, Standing.class);
        } catch (IOException e) {
            throw new IllegalStateException("A standing cannot be read back", e);
        }
    }

    /** To be called once nothing more is needed of it. */
    public static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw CommandFailure.runtime("Cannot remove the state in " + file + ": " + Sentences.of(e), e);
        }
    }
}
