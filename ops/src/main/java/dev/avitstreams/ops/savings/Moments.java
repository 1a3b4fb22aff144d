package dev.avitstreams.ops.savings;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people type them: {@code now}, {@code 24h} for a day ago, {@code 2026-11-25}, {@code 2026-11-25T10:00Z}. */
public final class Moments {
    private static final Pattern LENGTH = Pattern.compile("(\\d{1,6})(m|h|d)");

    private static final List<Function<String, Instant>> FORMS = List.of(
            text -> OffsetDateTime.parse(text).toInstant(),
            text -> LocalDateTime.parse(text).toInstant(ZoneOffset.UTC),
            text -> LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));

    private Moments() {}

    /** @param option for the message, should the text be none of the forms */
    public static Instant parse(String option, String text, Instant now) {
        if (text.equals("now")) {
            return now;
        }
        if (LENGTH.matcher(text).matches()) {
            return now.minus(length(option, text));
        }
        for (Function<String, Instant> form : FORMS) {
            try {
                return form.apply(text);
            } catch (DateTimeException e) {
                // the next form
            }
        }
        throw new IllegalArgumentException(option + " is '" + text
                + "', must be now, a time such as 2026-11-25T10:00Z, or how long ago, such as 90m, 24h or 7d");
    }

    /** {@code 5m}, {@code 1h}, {@code 1d}. */
    public static Duration length(String option, String text) {
        Matcher matcher = LENGTH.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(option + " is '" + text + "', must be a length such as 5m, 1h or 1d");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }
}
