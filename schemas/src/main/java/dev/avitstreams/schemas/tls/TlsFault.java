package dev.avitstreams.schemas.tls;

import java.util.regex.Pattern;

/** Why a TLS connection did not come about, as far as the JDK's message tells. */
public enum TlsFault {
    /** The other side answered with something else, as an HTTP or plaintext listener does. */
    NO_TLS("(?i)unrecognized SSL message"),
    /** It does not take the client's certificate, or misses one, and says so by an alert (RFC 8446, 6.2). */
    CLIENT_CERTIFICATE("Received fatal alert: (\\w*certificate\\w*|unknown_ca|access_denied)"),
    /** Any other alert; {@code handshake_failure} is also what some send who miss a client certificate under TLS 1.2. */
    NOTHING_IN_COMMON(
            "Received fatal alert|No appropriate protocol|no cipher suites in common|selected protocol version|not accepted by"
                    + " client preferences"),
    /** What is left: we do not take the server's certificate. */
    SERVER_CERTIFICATE("");

    private final Pattern message;

    TlsFault(String message) {
        this.message = Pattern.compile(message);
    }

    /** @param message of an {@link javax.net.ssl.SSLException} */
    public static TlsFault of(String message) {
        for (TlsFault fault : values()) {
            if (fault.message.matcher(message).find()) {
                return fault;
            }
        }
        return SERVER_CERTIFICATE;
    }
}
