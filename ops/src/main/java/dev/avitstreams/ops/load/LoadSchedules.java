package dev.avitstreams.ops.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads schedules such as {@code 20:30s,40:1m}: frames a second, and for how long. */
public final class LoadSchedules {
    private static final Pattern STEP = Pattern.compile("(\\d+(?:\\.\\d+)?):(\\d+)(s|m|h)");

    private LoadSchedules() {}

    /** @throws IllegalArgumentException naming the step that cannot be read */
    public static List<LoadStep> parse(String schedule) {
        List<LoadStep> steps = new ArrayList<>();
        for (String step : schedule.split(",", -1)) {
            Matcher parts = STEP.matcher(step.strip());
            if (!parts.matches()) {
                throw new IllegalArgumentException("schedule has the step '" + step.strip()
                        + "'; give frames a second and a duration, as in 20:30s or 20:30s,40:1m");
            }
            steps.add(LoadStep.paced(Double.parseDouble(parts.group(1)), duration(parts.group(2), parts.group(3))));
        }
        return List.copyOf(steps);
    }

    private static Duration duration(String number, String unit) {
        long value = Long.parseLong(number);
        return switch (unit) {
            case "s" -> Duration.ofSeconds(value);
            case "m" -> Duration.ofMinutes(value);
            default -> Duration.ofHours(value);
        };
    }
}
