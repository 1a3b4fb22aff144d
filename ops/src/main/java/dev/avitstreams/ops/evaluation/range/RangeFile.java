package dev.avitstreams.ops.evaluation.range;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.Sentences;
import java.io.IOException;
import java.nio.file.Path;

/** Reads back the range of an earlier report. */
public final class RangeFile {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().addModule(new Jdk8Module()).build();

    private RangeFile() {}

    /** @param file a report of {@code avit evaluate}, or its {@code range} alone */
    public static OffsetRange read(Path file) {
        try {
            JsonNode whole = MAPPER.readTree(file.toFile());
            JsonNode inReport = whole.path("provenance").path("range");
            JsonNode range = inReport.isMissingNode() ? whole : inReport;
            if (!range.has("topic") || !range.has("partitions")) {
                throw CommandFailure.usage("The range file " + file + " holds no range: it must be a report that was"
                        + " made from a topic, or the object at provenance.range of one.");
            }
            return MAPPER.treeToValue(range, OffsetRange.class);
        } catch (IOException e) {
            throw CommandFailure.usage("Cannot read the range file " + file + ": " + Sentences.of(e));
        }
    }
}
