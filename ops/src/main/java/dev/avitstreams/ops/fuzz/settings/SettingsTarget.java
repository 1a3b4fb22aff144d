package dev.avitstreams.ops.fuzz.settings;

import dev.avitstreams.ops.fuzz.FuzzTarget;
import dev.avitstreams.ops.fuzz.bytes.TextEdits;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.config.ConfigException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The service's configuration file: read, checked, and written out as {@code --print-effective} would. */
public final class SettingsTarget implements FuzzTarget {
    private static final int MOST_LEVELS = 12;
    private static final int MOST_ALIASES = 60;

    private final String whole = AvitConfig.defaults("localhost:9092", List.of("http://localhost:8081"))
            .effective()
            .replace(System.getProperty("user.home"), "/home/avit"); // the same on every machine

    @Override
    public byte[] input(SplittableRandom random) {
        String text = switch (random.nextInt(12)) {
            case 0 -> aliases(random);
            case 1 -> whole + aliases(random);
            case 2 -> "a: ".repeat(random.nextInt(200)) + "[".repeat(random.nextInt(2000));
            default -> TextEdits.edited(whole, random);
        };
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Lists of aliases of lists of aliases, or one that holds itself. */
    private static String aliases(SplittableRandom random) {
        int width = random.nextInt(1, MOST_ALIASES);
        if (random.nextInt(4) == 0) {
            return "batch: &a [" + "*a, ".repeat(width) + "1]\n";
        }
        StringBuilder text = new StringBuilder("a0: &a0 [1, 2, 3]\n");
        int levels = random.nextInt(1, MOST_LEVELS);
        for (int i = 1; i <= levels; i++) {
            text.append(
                    "a" + i + ": &a" + i + " [" + ("*a" + (i - 1) + ", ").repeat(Math.max(1, width / levels)) + "]\n");
        }
        return text.toString();
    }

    @Override
    public String read(byte[] input) {
        try {
            String unused = AvitConfig.parse(new String(input, StandardCharsets.UTF_8), Map.of())
                    .effective();
            return "accepted";
        } catch (ConfigException e) {
            return "refused";
        }
    }
}
