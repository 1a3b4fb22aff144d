package dev.avitstreams.topology.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Lays variables {@code AVIT_…} over the file: the path in upper case, dots and dashes as underscores.
 *
 * <p>In the names of Kafka and registry properties one underscore stands for a dot, two for an underscore and three
 * for a dash.
 */
final class EnvironmentOverrides {

    /** What Kubernetes sets for a service whose name begins with avit; never meant for us. */
    private static final Pattern SERVICE_LINK_NAME =
            Pattern.compile(".*_SERVICE_(HOST|PORT)(_.*)?|.*_PORT_\\d+_(TCP|UDP|SCTP)(_.*)?");

    private static final Pattern SERVICE_LINK_VALUE = Pattern.compile("(tcp|udp|sctp)://.*");

    private final List<SettingsCatalogue.Leaf> leaves = SettingsCatalogue.leaves();
    private final List<String> problems;

    EnvironmentOverrides(List<String> problems) {
        this.problems = problems;
    }

    void layOver(RawValue.Mapping root, Map<String, String> environment) {
        new TreeMap<>(environment).forEach((name, value) -> {
            if (name.startsWith("AVIT_") && !isServiceLink(name, value)) {
                layOver(root, name, value);
            }
        });
    }

    private static boolean isServiceLink(String name, String value) {
        return SERVICE_LINK_NAME.matcher(name).matches()
                || SERVICE_LINK_VALUE.matcher(value).matches();
    }

    private void layOver(RawValue.Mapping root, String name, String value) {
        RawValue.Scalar scalar = new RawValue.Scalar(value, name);
        for (SettingsCatalogue.Leaf leaf : leaves) {
            if (leaf.isMap() && name.length() > leaf.variable().length() && name.startsWith(leaf.variable())) {
                put(root, leaf.path(), property(name.substring(leaf.variable().length())), scalar);
                return;
            }
            if (name.equals(leaf.variable())) {
                int dot = leaf.path().lastIndexOf('.');
                put(
                        root,
                        leaf.path().substring(0, Math.max(dot, 0)),
                        leaf.path().substring(dot + 1),
                        scalar);
                return;
            }
        }
        refuseSlip(name);
    }

    /** A name we do not know may be another program's; one that is nearly ours is a slip. */
    private void refuseSlip(String name) {
        List<String> known =
                leaves.stream().map(SettingsCatalogue.Leaf::variable).toList();
        boolean inSection = leaves.stream()
                .filter(leaf -> leaf.path().contains("."))
                .map(leaf -> "AVIT_"
                        + leaf.path().substring(0, leaf.path().indexOf('.')).toUpperCase(Locale.ROOT) + "_")
                .anyMatch(name::startsWith);
        Optional<String> meant = inSection ? Suggestions.nearest(name, known) : Suggestions.slip(name, known);
        if (inSection || meant.isPresent()) {
            problems.add("environment variable " + name + " overrides no setting"
                    + meant.map(best -> ", did you mean " + best + "?").orElse("; unset it or correct its name"));
        }
    }

    private static void put(RawValue.Mapping root, String section, String key, RawValue.Scalar value) {
        Map<String, RawValue> entries = root.entries();
        for (String name : section.isEmpty() ? new String[0] : section.split("\\.")) {
            RawValue child = entries.computeIfAbsent(
                    name, missing -> new RawValue.Mapping(new LinkedHashMap<>(), value.origin()));
            if (!(child instanceof RawValue.Mapping mapping)) {
                return; // The file has a value where a section belongs: the binder says so.
            }
            entries = mapping.entries();
        }
        entries.put(key, value);
    }

    private static String property(String name) {
        return name.toLowerCase(Locale.ROOT)
                .replace("___", "-")
                .replace("__", "\0")
                .replace('_', '.')
                .replace('\0', '_');
    }
}
