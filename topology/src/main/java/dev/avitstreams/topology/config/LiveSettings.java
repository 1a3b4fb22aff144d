package dev.avitstreams.topology.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The settings that may be changed while the service runs, by their paths. */
public final class LiveSettings {
    public static final String MAX_SIZE = "batch.max-size";
    public static final String MAX_DELAY = "batch.max-delay";
    public static final String OPERATING_POINT = "model.operating-point";

    /** Not changed by itself, but by a model that takes over. */
    private static final String FOLDER = "model.folder";

    private static final List<String> PATHS = List.of(MAX_SIZE, MAX_DELAY, OPERATING_POINT);

    private LiveSettings() {}

    /** Their values, written as in the file, always in the same order. */
    public static Map<String, String> of(AvitConfig config) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(MAX_SIZE, Scalars.format(config.batch().maxSize()));
        values.put(MAX_DELAY, Scalars.format(config.batch().maxDelay()));
        values.put(OPERATING_POINT, config.model().operatingPoint());
        return values;
    }

    /**
     * The configuration with some of them otherwise; the rules are those of the file.
     *
     * @param changes texts by path
     * @throws ConfigException naming all that is wrong with them
     */
    public static AvitConfig changed(AvitConfig config, Map<String, String> changes) {
        List<String> problems = new ArrayList<>();
        Map<String, Object> values = new LinkedHashMap<>();
        changes.forEach((path, text) -> {
            if (PATHS.contains(path)) {
                parse(path, text, values, problems);
            } else {
                problems.add(unknown(path));
            }
        });
        if (problems.isEmpty()) {
            try {
                return with(config, "", values);
            } catch (InvalidSettingException invalid) {
                problems.add(String.valueOf(invalid.getMessage()));
            }
        }
        throw refused(problems);
    }

    /** The configuration with a model, and its operating point, that was not chosen here but announced. */
    public static AvitConfig with(AvitConfig config, ModelSection announced) {
        return with(config, "", Map.of(FOLDER, announced.folder(), OPERATING_POINT, announced.operatingPoint()));
    }

    /** Says why a change cannot be made. */
    public static ConfigException refused(List<String> problems) {
        return new ConfigException("The change", problems);
    }

    private static void parse(String path, String text, Map<String, Object> values, List<String> problems) {
        Class<?> type = SettingsCatalogue.leaves().stream()
                .filter(leaf -> leaf.path().equals(path))
                .map(leaf -> leaf.component().getType())
                .findFirst()
                .orElseThrow();
        try {
            values.put(path, Scalars.parse(type, text));
        } catch (IllegalArgumentException invalid) {
            problems.add(path + " is '" + text + "', " + invalid.getMessage());
        }
    }

    private static String unknown(String path) {
        String changeable = String.join(", ", PATHS);
        if (SettingsCatalogue.leaves().stream().anyMatch(leaf -> leaf.path().equals(path))) {
            return path + " cannot be changed while the service runs, only " + changeable
                    + " can; change it in the configuration and start the service anew";
        }
        return "unknown key " + path
                + Suggestions.nearest(path, PATHS)
                        .map(best -> ", did you mean " + best + "?")
                        .orElse(", must be one of " + changeable);
    }

    /** A copy of a configuration record, each with its own checks, sections within sections. */
    private static <R> R with(R record, String prefix, Map<String, Object> values) {
        RecordComponent[] components = record.getClass().getRecordComponents();
        @Nullable
        Object[] arguments = Arrays.stream(components)
                .map(component -> {
                    String path = prefix + SettingsCatalogue.name(component);
                    Object now = RecordAccess.read(component, record);
                    return SettingsCatalogue.isSection(component)
                            ? with(now, path + ".", values)
                            : values.getOrDefault(path, now);
                })
                .toArray();
        return RecordAccess.construct(record, arguments);
    }

    /**
     * How two configurations differ in these settings and the model's folder, as {@code path=before->after}, separated by
     * spaces; empty where they do not.
     */
    public static String difference(AvitConfig before, AvitConfig after) {
        Map<String, String> now = compared(after);
        return compared(before).entrySet().stream()
                .filter(entry -> !entry.getValue().equals(now.get(entry.getKey())))
                .map(entry -> entry.getKey() + "=" + entry.getValue() + "->" + now.get(entry.getKey()))
                .collect(Collectors.joining(" "));
    }

    private static Map<String, String> compared(AvitConfig config) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(FOLDER, Scalars.format(config.model().folder()));
        values.putAll(of(config));
        return values;
    }
}
