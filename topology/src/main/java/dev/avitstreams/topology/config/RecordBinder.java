package dev.avitstreams.topology.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes configuration records out of raw values. Collects problems instead of stopping at the first. */
final class RecordBinder {

    private static final RawValue.Mapping EMPTY = new RawValue.Mapping(Map.of(), "default");

    private final RawValue.Mapping root;
    private final List<String> problems;

    RecordBinder(RawValue.Mapping root, List<String> problems) {
        this.root = root;
        this.problems = problems;
    }

    /** Empty when there were problems. */
    Optional<AvitConfig> bind() {
        AvitConfig config = (AvitConfig) section(AvitConfig.class, "", root);
        if (config != null) {
            noneInVain(config);
        }
        return Optional.ofNullable(config);
    }

    /** A rule of what is written down only: while the service runs, its point may be fixed and go back. */
    private void noneInVain(AvitConfig config) {
        try {
            if (!config.model().isElastic()) {
                config.elastic().requireUnused(config.model().operatingPoint());
            }
        } catch (InvalidSettingException invalid) {
            problems.add(invalid.getMessage() + origin(root, invalid.path()));
        }
    }

    private @Nullable Object section(Class<?> type, String prefix, RawValue.Mapping raw) {
        int before = problems.size();
        RecordComponent[] components = type.getRecordComponents();
        List<String> known =
                Arrays.stream(components).map(SettingsCatalogue::name).toList();
        raw.entries().forEach((key, value) -> {
            if (!known.contains(key)) {
                problems.add("unknown key " + prefix + key + hint(key, known) + at(value));
            }
        });
        @Nullable Object[] arguments = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            arguments[i] = component(
                    components[i], prefix + known.get(i), raw.entries().get(known.get(i)));
        }
        return problems.size() > before ? null : construct(type, arguments);
    }

    private static String hint(String key, List<String> known) {
        return Suggestions.nearest(key, known)
                .map(best -> ", did you mean " + best + "?")
                .orElse(", must be one of " + String.join(", ", known));
    }

    private @Nullable Object component(RecordComponent component, String path, @Nullable RawValue raw) {
        if (SettingsCatalogue.isSection(component)) {
            if (raw == null || raw instanceof RawValue.Mapping) {
                return section(component.getType(), path + ".", raw == null ? EMPTY : (RawValue.Mapping) raw);
            }
            problems.add(path + " is a single value, must be a section of settings" + at(raw));
            return null;
        }
        if (component.getType() == Map.class) {
            return properties(path, raw);
        }
        RawValue given = raw != null ? raw : byDefault(component);
        Class<?> element = SettingsCatalogue.elementType(component);
        if (component.getType() == List.class) {
            return list(element, path, given);
        }
        if (component.getType() == Optional.class) {
            return given == null ? Optional.empty() : Optional.ofNullable(scalar(element, path, given));
        }
        if (given == null) {
            problems.add(path + " is missing, must be set");
            return null;
        }
        return scalar(element, path, given);
    }

    private static @Nullable RawValue byDefault(RecordComponent component) {
        String text = component.getAnnotation(Setting.class).byDefault();
        return text.isEmpty() ? null : new RawValue.Scalar(text, "default");
    }

    private @Nullable Object scalar(Class<?> type, String path, RawValue raw) {
        if (!(raw instanceof RawValue.Scalar scalar)) {
            problems.add(path + " is a list or a section, must be a single value" + at(raw));
            return null;
        }
        try {
            return Scalars.parse(type, scalar.text());
        } catch (IllegalArgumentException invalid) {
            problems.add(path + " is '" + scalar.shown() + "', " + invalid.getMessage() + at(raw));
            return null;
        }
    }

    /** A YAML list, or one value with commas, as the environment gives it. */
    private List<Object> list(Class<?> type, String path, @Nullable RawValue raw) {
        List<RawValue> items = new ArrayList<>();
        if (raw instanceof RawValue.Listing listing) {
            items.addAll(listing.items());
        } else if (raw instanceof RawValue.Scalar scalar) {
            for (String part : scalar.text().split(",", -1)) {
                if (!part.isBlank()) {
                    items.add(new RawValue.Scalar(part.trim(), scalar.origin()));
                }
            }
        } else if (raw != null) {
            problems.add(path + " is a section, must be a list" + at(raw));
        }
        List<Object> values = new ArrayList<>();
        for (RawValue item : items) {
            Object value = scalar(type, path, item);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    private Map<String, String> properties(String path, @Nullable RawValue raw) {
        Map<String, String> properties = new LinkedHashMap<>();
        if (raw instanceof RawValue.Mapping mapping) {
            mapping.entries().forEach((key, value) -> {
                if (value instanceof RawValue.Scalar scalar) {
                    properties.put(key, scalar.text());
                } else if (value instanceof RawValue.Listing) {
                    properties.put(key, String.join(",", texts(path + "." + key, value)));
                } else {
                    problems.add(path + "." + key + " is a section, must be a single value; write the property's whole"
                            + " name on one line, for example `bootstrap.servers: localhost:9092`" + at(value));
                }
            });
        } else if (raw != null) {
            problems.add(path + " is a single value or a list, must be a section of properties" + at(raw));
        }
        return properties;
    }

    private List<String> texts(String path, RawValue raw) {
        return list(String.class, path, raw).stream().map(Object::toString).toList();
    }

    private @Nullable Object construct(Class<?> type, @Nullable Object[] arguments) {
        try {
            Constructor<?> canonical = type.getDeclaredConstructor(Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new));
            return canonical.newInstance(arguments);
        } catch (InvocationTargetException refused) {
            if (refused.getCause() instanceof InvalidSettingException invalid) {
                problems.add(invalid.getMessage() + origin(root, invalid.path()));
                return null;
            }
            throw new IllegalStateException("the constructor of " + type + " failed", refused.getCause());
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(type + " has no accessible canonical constructor", impossible);
        }
    }

    /** Where the setting was written, if it was. */
    private static String origin(RawValue.Mapping mapping, String path) {
        RawValue whole = mapping.entries().get(path);
        if (whole != null) {
            return at(whole);
        }
        int dot = path.indexOf('.');
        return dot > 0 && mapping.entries().get(path.substring(0, dot)) instanceof RawValue.Mapping section
                ? origin(section, path.substring(dot + 1))
                : "";
    }

    private static String at(RawValue raw) {
        return " (" + raw.origin() + ")";
    }
}
