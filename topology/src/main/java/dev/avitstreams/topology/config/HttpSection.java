package dev.avitstreams.topology.config;

/** {@code http}: where health, metrics and the effective configuration are served. */
public record HttpSection(
        @Setting(
                value = "Address to listen on. The default is reachable from this machine only;"
                        + " 0.0.0.0 is reachable from anywhere and has no authentication.",
                byDefault = "127.0.0.1")
        String host,

        @Setting(value = "Port to listen on; 0 takes any free one.", byDefault = "8080", range = "0 to 65535")
        int port) {

    public HttpSection {
        Check.notBlank("http.host", host);
        Check.range("http.port", port, 0, 65535);
    }
}
