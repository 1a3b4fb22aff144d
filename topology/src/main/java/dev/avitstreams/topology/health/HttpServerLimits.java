package dev.avitstreams.topology.health;

/** Bounds on the JDK's HTTP server, which it reads once a process: to be set before the first server is made. */
public final class HttpServerLimits {
    /** A response that takes longer is cut off, in seconds. */
    public static final int LONGEST_RESPONSE_SECONDS = 30;

    private HttpServerLimits() {}

    /** Without them a client that dawdles would hold a thread for ever. What the command line says wins. */
    public static void set() {
        setIfAbsent("sun.net.httpserver.maxReqTime", "10");
        setIfAbsent("sun.net.httpserver.maxRspTime", String.valueOf(LONGEST_RESPONSE_SECONDS));
        setIfAbsent("sun.net.httpserver.maxIdleConnections", "32");
        setIfAbsent("sun.net.httpserver.maxReqHeaders", "100");
        setIfAbsent("sun.net.httpserver.maxReqHeaderSize", "65536");
        setIfAbsent("jdk.httpserver.maxConnections", "256");
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
