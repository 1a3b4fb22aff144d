package dev.avitstreams.topology.config;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Single values between text and their types. */
final class Scalars {

    private static final Pattern FRACTION = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

    private Scalars() {}

    /** @throws IllegalArgumentException saying what the text must be, as in {@code must be a whole number} */
    static Object parse(Class<?> type, String text) {
        if (type == String.class) {
            return text;
        }
        if (type == int.class || type == Integer.class || type == long.class) {
            return number(type, text.trim());
        }
        if (type == double.class || type == Double.class) {
            return fraction(text.trim());
        }
        if (type == boolean.class) {
            return switch (text.trim()) {
                case "true" -> true;
                case "false" -> false;
                default -> throw new IllegalArgumentException("must be true or false");
            };
        }
        if (type == Duration.class) {
            return Durations.parse(text);
        }
        if (type == DataSize.class) {
            return DataSize.parse(text);
        }
        if (type == Path.class) {
            return path(text);
        }
        if (type.isEnum()) {
            return constant(type, text.trim());
        }
        throw new IllegalStateException("no setting may be of type " + type);
    }

    private static Object number(Class<?> type, String text) {
        try {
            if (type == long.class) {
                return Long.parseLong(text);
            }
            return Integer.parseInt(text);
        } catch (NumberFormatException notOne) {
            throw new IllegalArgumentException("must be a whole number", notOne);
        }
    }

    private static double fraction(String text) {
        if (!FRACTION.matcher(text).matches()) { // not all that Java reads as one, such as 0x1p3 or NaN
            throw new IllegalArgumentException("must be a number such as 0.5");
        }
        return Double.parseDouble(text);
    }

    private static Path path(String text) {
        boolean inHome = text.equals("~") || text.startsWith("~/");
        return Path.of(inHome ? System.getProperty("user.home") + text.substring(1) : text);
    }

    private static Object constant(Class<?> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> format(constant).equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be one of " + choices(type)));
    }

    /** The names an enum setting may have, separated by commas. */
    static String choices(Class<?> type) {
        return Arrays.stream(type.getEnumConstants()).map(Scalars::format).collect(Collectors.joining(", "));
    }

    /** As written in the file; {@link #parse} reads it back. */
    static String format(Object value) {
        if (value instanceof Duration duration) {
            return Durations.format(duration);
        }
        if (value instanceof Double number) {
            return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
        }
        if (value instanceof Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT);
        }
        if (value instanceof Collection<?> items) {
            return items.stream().map(Scalars::format).collect(Collectors.joining(", "));
        }
        return value.toString();
    }
}
