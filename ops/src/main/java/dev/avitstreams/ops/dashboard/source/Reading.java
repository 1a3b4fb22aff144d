package dev.avitstreams.ops.dashboard.source;

import org.jspecify.annotations.Nullable;

/**
 * Something that may be unknown.
 *
 * @param value null while it is
 * @param note why it is unknown, or what it is; may be empty
 */
public record Reading<T>(@Nullable T value, String note) {
    public static <T> Reading<T> of(T value) {
        return new Reading<>(value, "");
    }

    public static <T> Reading<T> unknown(String note) {
        return new Reading<>(null, note);
    }
}
