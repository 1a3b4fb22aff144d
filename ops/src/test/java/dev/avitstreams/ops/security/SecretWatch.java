package dev.avitstreams.ops.security;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.helpers.FormattingTuple;
import org.slf4j.helpers.MessageFormatter;

/**
 * Reads everything that anybody in this JVM logs down to DEBUG, also what no appender prints, and remembers where a
 * secret stood in it.
 */
final class SecretWatch extends TurboFilter implements AutoCloseable {
    private final List<String> secrets = new CopyOnWriteArrayList<>();
    private final Set<String> leaks = new ConcurrentSkipListSet<>();
    private final AtomicLong messages = new AtomicLong();

    static SecretWatch begin() {
        SecretWatch watch = new SecretWatch();
        watch.start();
        ((LoggerContext) LoggerFactory.getILoggerFactory()).addTurboFilter(watch);
        return watch;
    }

    void guard(Collection<String> more) {
        secrets.addAll(more);
    }

    /** Loggers and the beginnings of their messages. */
    Set<String> leaks() {
        return leaks;
    }

    /** How many messages were read: a watch that saw none proves nothing. */
    long messages() {
        return messages.get();
    }

    /** Anything else that a person may see. */
    void read(String where, String text) {
        for (String secret : secrets) {
            int at = text.indexOf(secret);
            if (at >= 0) {
                leaks.add(where + ": " + text.substring(Math.max(0, at - 80), at) + "…");
            }
        }
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            @Nullable Object @Nullable [] params,
            @Nullable Throwable thrown) {
        if (!level.isGreaterOrEqual(Level.DEBUG)) {
            return FilterReply.NEUTRAL;
        }
        if (format == null && params == null && thrown == null) {
            return FilterReply.ACCEPT; // a question whether it is worth the trouble: it is
        }
        messages.incrementAndGet();
        FormattingTuple event = MessageFormatter.arrayFormat(format, params);
        read(logger.getName(), String.valueOf(event.getMessage()));
        readTrace(logger, thrown);
        readTrace(logger, event.getThrowable()); // the last parameter, as a rule the only one there is
        return FilterReply.NEUTRAL;
    }

    /** With causes and suppressed ones, which stand in the trace. */
    private void readTrace(Logger logger, @Nullable Throwable thrown) {
        if (thrown != null) {
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace));
            read(logger.getName() + " (trace)", trace.toString());
        }
    }

    @Override
    public void close() {
        ((LoggerContext) LoggerFactory.getILoggerFactory()).getTurboFilterList().remove(this);
    }
}
