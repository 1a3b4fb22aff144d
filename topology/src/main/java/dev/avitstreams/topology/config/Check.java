package dev.avitstreams.topology.config;

import java.time.Duration;
import java.util.regex.Pattern;

/** The checks of the compact constructors. Each complaint names the path, the value and the legal range. */
final class Check {

    /** What Kafka accepts as a topic or application name. */
    private static final Pattern KAFKA_NAME = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    private Check() {}

    static void range(String path, long value, long least, long most) {
        if (value < least || value > most) {
            throw new InvalidSettingException(path, "is " + value + ", must be " + least + " to " + most);
        }
    }

    static void range(String path, double value, double least, double most) {
        if (!(value >= least && value <= most)) { // not a number is neither
            throw new InvalidSettingException(
                    path,
                    "is " + Scalars.format(value) + ", must be " + Scalars.format(least) + " to "
                            + Scalars.format(most));
        }
    }

    static void range(String path, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new InvalidSettingException(
                    path,
                    "is " + Durations.format(value) + ", must be " + Durations.format(least) + " to "
                            + Durations.format(most));
        }
    }

    static void range(String path, DataSize value, DataSize least, DataSize most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new InvalidSettingException(path, "is " + value + ", must be " + least + " to " + most);
        }
    }

    static void kafkaName(String path, String value) {
        if (!KAFKA_NAME.matcher(value).matches() || value.equals(".") || value.equals("..")) {
            throw new InvalidSettingException(
                    path, "is '" + value + "', must be 1 to 249 letters, digits, dots, dashes or underscores");
        }
    }

    static void notBlank(String path, String value) {
        if (value.isBlank()) {
            throw new InvalidSettingException(path, "is empty, must have a value");
        }
    }
}
