package dev.avitstreams.ops.dashboard.http;

import dev.avitstreams.ops.console.JsonReport;
import java.nio.charset.StandardCharsets;

/** An answer to be sent whole. */
@SuppressWarnings("ArrayRecordComponent") // handed on, never changed
public record Answer(int status, String contentType, byte[] body) {

    public static Answer json(Object value) {
        return new Answer(
                200, "application/json; charset=utf-8", JsonReport.line(value).getBytes(StandardCharsets.UTF_8));
    }

    /** @param sentence what is wrong and what to do */
    public static Answer refusal(int status, String sentence) {
        return new Answer(status, "text/plain; charset=utf-8", (sentence + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
