package dev.avitstreams.topology.health;

import com.sun.net.httpserver.HttpExchange;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line in the log for each change of settings that was asked for and refused: who asked, and what was answered. */
final class RefusedChanges {
    private static final Logger LOG = LoggerFactory.getLogger(RefusedChanges.class);

    /** Those of whoever may not change anything, whatever it is. */
    private static final Set<Integer> STRANGER = Set.of(401, 403, 421);

    private static final int MOST = 200;

    /** What could begin a line, or hide in one: answers repeat what they were sent. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]+");

    private RefusedChanges() {}

    static void log(HttpExchange exchange, Response answer) {
        if (!exchange.getRequestMethod().equals("POST") || answer.status() < 400 || answer.status() >= 500) {
            return;
        }
        String by = exchange.getRemoteAddress().getAddress().getHostAddress();
        String reason = inALine(answer.body());
        if (STRANGER.contains(answer.status())) {
            LOG.warn("Settings not changed by={} status={} reason=\"{}\"", by, answer.status(), reason);
        } else {
            LOG.info("Settings not changed by={} status={} reason=\"{}\"", by, answer.status(), reason);
        }
    }

    private static String inALine(String text) {
        String line = UNSEEN.matcher(text).replaceAll(" ").strip();
        return line.length() <= MOST ? line : line.substring(0, MOST) + "…";
    }
}
