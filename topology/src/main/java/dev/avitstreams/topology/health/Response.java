package dev.avitstreams.topology.health;

/** An answer to be sent whole. */
record Response(int status, String contentType, String body) {

    static Response text(int status, String body) {
        return new Response(status, "text/plain; charset=utf-8", body);
    }

    /** Without what follows it. */
    Response firstLine() {
        return new Response(status, contentType, body.lines().findFirst().orElse("") + "\n");
    }
}
