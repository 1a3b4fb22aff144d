package dev.avitstreams.topology.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces <code>${env:NAME}</code> and <code>${file:/path}</code> in values; anything else in braces is left alone. */
final class Placeholders {

    static final Pattern FORM = Pattern.compile("\\$\\{(env|file):([^}]+)}");

    private final Map<String, String> environment;
    private final List<String> problems;

    Placeholders(Map<String, String> environment, List<String> problems) {
        this.environment = environment;
        this.problems = problems;
    }

    RawValue.Mapping replaceIn(RawValue.Mapping mapping, String path) {
        Map<String, RawValue> replaced = new LinkedHashMap<>();
        mapping.entries()
                .forEach((key, value) -> replaced.put(key, replace(value, path.isEmpty() ? key : path + "." + key)));
        return new RawValue.Mapping(replaced, mapping.origin());
    }

    private RawValue replace(RawValue value, String path) {
        if (value instanceof RawValue.Mapping mapping) {
            return replaceIn(mapping, path);
        }
        if (value instanceof RawValue.Listing listing) {
            return new RawValue.Listing(
                    listing.items().stream().map(item -> replace(item, path)).toList(), listing.origin());
        }
        RawValue.Scalar scalar = (RawValue.Scalar) value;
        String text = FORM.matcher(scalar.text())
                .replaceAll(match -> Matcher.quoteReplacement(replacement(match, scalar.text(), path)));
        return new RawValue.Scalar(text, scalar.shown(), scalar.origin());
    }

    /** A login configuration has a syntax of its own, which a secret must neither break nor add to. */
    private String replacement(MatchResult match, String whole, String path) {
        String value = lookUp(match.group(1), match.group(2), path);
        if (!path.endsWith("jaas.config") || match.group().equals(whole.strip())) {
            return value;
        }
        if (whole.substring(0, match.start()).chars().filter(c -> c == '"').count() % 2 == 0) {
            problems.add(path + " has " + match.group() + " without quotes, must be \"" + match.group() + "\"");
        }
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private String lookUp(String kind, String name, String path) {
        if (kind.equals("env")) {
            String value = environment.get(name);
            if (value == null) {
                problems.add(path + " refers to ${env:" + name + "}, but the environment has no " + name);
                return "";
            }
            return value;
        }
        try {
            return Files.readString(Path.of(name)).stripTrailing();
        } catch (IOException | java.nio.file.InvalidPathException unreadable) {
            problems.add(path + " refers to ${file:" + name + "}, which cannot be read: " + unreadable);
            return "";
        }
    }
}
