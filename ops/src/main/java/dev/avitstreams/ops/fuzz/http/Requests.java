package dev.avitstreams.ops.fuzz.http;

import dev.avitstreams.ops.fuzz.bytes.ByteEdits;
import dev.avitstreams.ops.fuzz.bytes.ListEdits;
import dev.avitstreams.ops.fuzz.bytes.TextEdits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Requests as text, broken line by line. */
final class Requests {
    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "OPTIONS", "TRACE", "get", "PRI", "");
    private static final List<String> PATHS = List.of(
            "/",
            "/livez",
            "/readyz",
            "/metrics",
            "/config",
            "/control",
            "/control",
            "/control?batch.max-size=1",
            "/events",
            "/app.js",
            "/frame?topic=a&partition=0&offset=1",
            "/subjects",
            "/subjects/a-value/versions",
            "/schemas/ids/1",
            "/compatibility/subjects/a/versions/latest",
            "/mode",
            "/../../etc/passwd",
            "/%2e%2e/%2e%2e/etc/passwd",
            "//",
            "*",
            "http://other/",
            "/%",
            "/%zz?a=%zz",
            "/a b",
            "/\u00e9",
            "/subjects/%00/versions/-2147483649",
            "/schemas/ids/99999999999",
            "/?offset=x&offset=" + "9".repeat(40));
    private static final List<String> HEADERS = List.of(
            "Host: localhost",
            "Host: evil.example",
            "Host:",
            "Content-Length: 5",
            "Content-Length: -1",
            "Content-Length: 99999999999999999999",
            "Content-Length: 2147483648",
            "Transfer-Encoding: chunked",
            "Transfer-Encoding: chunked, gzip",
            "Expect: 100-continue",
            "Connection: close",
            "Cookie: avit-token=; ;=;",
            "Authorization: Bearer",
            "Authorization: Bearer " + Servers.TOKEN,
            "Content-Type: application/json",
            "Content-Type: application/x-www-form-urlencoded; charset=x",
            "Range: bytes=0-0,5-1",
            "Accept: */*",
            " folded",
            ":",
            "Upgrade: h2c",
            "Content-Type: application/vnd.schemaregistry.v1+json");
    private static final List<String> BODIES = List.of(
            "",
            "hello",
            "{\"schema\": \"{\\\"type\\\": \\\"string\\\"}\"}",
            "{\"schema\": 5}",
            "{\"schema\": \"{\"}",
            "[]",
            "{\"batch.max-size\": 8, \"batch.max-delay\": \"5ms\"}",
            "{\"batch.max-size\": 1e9, \"batch.max-size\": {}}",
            "batch.max-size=8&model.operating-point=%64efault",
            "batch.max-delay=%zz&=&&batch.max-size=99999999999",
            "null",
            "{\"compatibility\": \"NONE\"}",
            "5\r\nhello\r\n0\r\n\r\n",
            "ffffffffff\r\n",
            "-1\r\n\r\n",
            "[".repeat(20_000),
            "{\"schema\": \"{\\\"type\\\": \\\"record\\\", \\\"name\\\": \\\"a\\\", \\\"fields\\\": []}\"}");
    private static final int MANY = 2000;

    private Requests() {}

    static byte[] next(int servers, int mostDawdlers, SplittableRandom random) {
        byte[] choice = {
            (byte) random.nextInt(servers), (byte) (random.nextInt(20) == 0 ? random.nextInt(mostDawdlers + 1) : 0)
        };
        String path = random.nextInt(3) == 0 ? TextEdits.edited(one(PATHS, random), random) : one(PATHS, random);
        List<String> lines = new ArrayList<>();
        lines.add((random.nextInt(3) == 0 ? one(METHODS, random) : "GET") + " " + path + " HTTP/1."
                + (random.nextInt(10) == 0 ? random.nextInt(12) : 1));
        lines.add("Host: localhost");
        lines.add("Connection: close");
        for (int i = random.nextInt(4); i > 0; i--) {
            lines.add(one(HEADERS, random));
        }
        if (random.nextInt(60) == 0) {
            lines.add("X-Long: " + "a".repeat(random.nextInt(1 << 20)));
        }
        if (random.nextInt(60) == 0) {
            for (int i = random.nextInt(MANY); i > 0; i--) {
                lines.add("X-" + i + ": " + i);
            }
        }
        String body = one(BODIES, random);
        if (!body.isEmpty() && random.nextBoolean()) {
            lines.add("Content-Length: " + body.length());
        }
        if (random.nextInt(4) == 0) {
            lines = ListEdits.edit(lines, line -> TextEdits.edited(line, random), random);
        }
        byte[] request = (String.join("\r\n", lines) + "\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8);
        return ByteEdits.joined(choice, random.nextInt(4) == 0 ? ByteEdits.damage(request, random) : request);
    }

    private static String one(List<String> choices, SplittableRandom random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
