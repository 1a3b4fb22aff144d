package dev.avitstreams.ops.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads reports of evaluations. */
public final class Reports {
    private static final JsonMapper JSON = new JsonMapper();

    private Reports() {}

    public static JsonNode read(Path file) throws IOException {
        return JSON.readTree(file.toFile());
    }

    /** What must be the same however frames were sent: everything but provenance and times. */
    public static String withoutTheDay(JsonNode report) throws IOException {
        ObjectNode copy = report.deepCopy();
        copy.remove(List.of("measured", "provenance"));
        for (JsonNode parent : copy.findParents("millisPerFrame")) {
            ((ObjectNode) parent).remove("millisPerFrame");
        }
        return JSON.writeValueAsString(copy);
    }
}
