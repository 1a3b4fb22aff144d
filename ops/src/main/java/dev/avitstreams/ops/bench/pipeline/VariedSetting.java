package dev.avitstreams.ops.bench.pipeline;

import java.util.ArrayList;
import java.util.List;

/**
 * A setting of the service that is given another value than its default.
 *
 * @param path as in the configuration's reference: {@code batch.max-delay}, {@code kafka.commit.interval.ms}
 */
public record VariedSetting(String path, String value) {
    /** @param text {@code SETTING=VALUE,VALUE…} */
    public static List<VariedSetting> parse(String text) {
        String[] sides = text.split("=", 2);
        List<VariedSetting> settings = new ArrayList<>();
        for (String value : sides.length < 2 ? new String[] {""} : sides[1].split(",", -1)) {
            if (sides[0].isBlank() || value.isBlank()) {
                throw new IllegalArgumentException("vary is '" + text
                        + "', must be a setting, '=', and values with commas between, as in batch.max-delay=0ms,20ms");
            }
            settings.add(new VariedSetting(sides[0].strip(), value.strip()));
        }
        return settings;
    }

    @Override
    public String toString() {
        return path + "=" + value;
    }
}
