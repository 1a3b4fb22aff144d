package dev.avitstreams.topology.config;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a configuration as the file that would give it, secrets redacted. */
final class EffectiveYaml {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./][A-Za-z0-9_./~+@:%=-]*(?<!:)");

    private EffectiveYaml() {}

    static String render(AvitConfig config) {
        StringBuilder yaml = new StringBuilder();
        render(config, "", "", yaml);
        return yaml.toString();
    }

    private static void render(Object section, String path, String indent, StringBuilder yaml) {
        for (RecordComponent component : section.getClass().getRecordComponents()) {
            String name = SettingsCatalogue.name(component);
            Object value = RecordAccess.read(component, section);
            if (SettingsCatalogue.isSection(component)) {
                yaml.append(indent).append(name).append(":\n");
                render(value, path + name + ".", indent + "  ", yaml);
            } else {
                yaml.append(indent)
                        .append(leaf(path + name, name, value, indent))
                        .append('\n');
            }
        }
    }

    private static String leaf(String path, String name, Object value, String indent) {
        if (value instanceof Optional<?> optional) {
            return optional.map(present -> leaf(path, name, present, indent)).orElse("# " + name + " is not set");
        }
        if (value instanceof List<?> items) {
            return name + items.stream().map(item -> shown(path, item)).collect(Collectors.joining(", ", ": [", "]"));
        }
        if (value instanceof Map<?, ?> properties) {
            return name + ":" + (properties.isEmpty() ? " {}" : lines(path, properties, indent + "  "));
        }
        return name + ": " + shown(path, value);
    }

    private static String lines(String path, Map<?, ?> properties, String indent) {
        Map<String, String> sorted = new TreeMap<>();
        properties.forEach((key, value) -> sorted.put(key.toString(), shown(path + "." + key, value)));
        return sorted.entrySet().stream()
                .map(entry -> "\n" + indent + quoted(entry.getKey()) + ": " + entry.getValue())
                .collect(Collectors.joining());
    }

    private static String shown(String path, Object value) {
        return quoted(Secrets.redact(path, Scalars.format(value)));
    }

    private static String quoted(String text) {
        if (PLAIN.matcher(text).matches() && !text.equals("null")) {
            return text;
        }
        return '"'
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\t", "\\t")
                + '"';
    }
}
