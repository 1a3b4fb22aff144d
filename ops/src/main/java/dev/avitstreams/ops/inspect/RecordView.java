package dev.avitstreams.ops.inspect;

import java.util.Map;

/**
 * A record for the eye and for programs. Image bytes are in neither.
 *
 * @param line one line of text
 * @param fields what {@code --json} prints
 */
public record RecordView(String line, Map<String, Object> fields) {}
