package dev.avitstreams.topology.config;

import java.util.Optional;
import java.util.regex.Pattern;

/** {@code http}: where health, metrics and the effective configuration are served, and to whom. */
public record HttpSection(
        @Setting(
                value = "Address to listen on. The default is reachable from this machine only; 0.0.0.0 is reachable"
                        + " from anywhere and asks for http.token.",
                byDefault = "127.0.0.1")
        String host,

        @Setting(value = "Port to listen on; 0 takes any free one.", byDefault = "8080", range = "0 to 65535")
        int port,

        @Setting("What whoever reads /metrics, /config and /models must show as a bearer token: 16 to 512 visible"
                + " ASCII characters. Only with it /control lets settings be changed. To others /livez and /readyz answer"
                + " too, but without reasons.")
        Optional<String> token,

        @Setting(
                value = "auto asks for the token where one is set, which is a must on an address that others can reach."
                        + " none never asks: a network policy or a proxy must keep strangers out.",
                byDefault = "auto")
        HttpAuth auth) {

    private static final Pattern TOKEN = Pattern.compile("[!-~]{16,512}");
    private static final Pattern THIS_MACHINE = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|::1|\\[::1]");

    public HttpSection {
        Check.notBlank("http.host", host);
        Check.range("http.port", port, 0, 65535);
        token.ifPresent(HttpSection::checkToken);
        if (auth == HttpAuth.NONE && token.isPresent()) {
            throw new InvalidSettingException("http.auth", "is none, but http.token is set; take one of them away");
        }
        if (auth == HttpAuth.AUTO && token.isEmpty() && !isThisMachine(host)) {
            throw new InvalidSettingException(
                    "http.host",
                    "is " + host + ", which others can reach, and http.token is not set; write token:"
                            + " ${file:/path}, or auth: none where a network policy or a proxy keeps strangers out");
        }
    }

    /** Whether a host is this machine by a name or an address that no name server can lead elsewhere. */
    public static boolean isThisMachine(String host) {
        return THIS_MACHINE.matcher(host).matches();
    }

    /** The value is not repeated: it is a secret, whatever is wrong with it. */
    private static void checkToken(String token) {
        if (!TOKEN.matcher(token).matches()) {
            throw new InvalidSettingException(
                    "http.token",
                    "has " + token.length() + " characters, must be 16 to 512 visible ASCII characters, as"
                            + " `openssl rand -hex 16` makes them");
        }
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "HttpSection[host=" + host + ", port=" + port + ", auth=" + auth + "]";
    }
}
