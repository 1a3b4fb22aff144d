package dev.avitstreams.topology.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All settings there are, read off the configuration records. */
final class SettingsCatalogue {

    private SettingsCatalogue() {}

    /** @param path as in the file, for example {@code batch.max-size} */
    record Leaf(String path, RecordComponent component) {

        Setting setting() {
            return component.getAnnotation(Setting.class);
        }

        boolean isMap() {
            return component.getType() == Map.class;
        }

        /** The name of the environment variable that overrides it; of a map, what its entries' names begin with. */
        String variable() {
            return "AVIT_" + path.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_') + (isMap() ? "_" : "");
        }
    }

    /** In the order of the records. */
    static List<Leaf> leaves() {
        List<Leaf> leaves = new ArrayList<>();
        collect(AvitConfig.class, "", leaves);
        return List.copyOf(leaves);
    }

    private static void collect(Class<?> type, String prefix, List<Leaf> leaves) {
        for (RecordComponent component : type.getRecordComponents()) {
            String path = prefix + name(component);
            if (isSection(component)) {
                collect(component.getType(), path + ".", leaves);
            } else {
                leaves.add(new Leaf(path, component));
            }
        }
    }

    static boolean isSection(RecordComponent component) {
        return component.getType().isRecord() && component.getType() != DataSize.class;
    }

    /** The component's name in kebab-case. */
    static String name(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** The type of an Optional's or a list's content, else the component's own. */
    static Class<?> elementType(RecordComponent component) {
        Type type = component.getGenericType();
        return type instanceof ParameterizedType generic && !component.getType().equals(Map.class)
                ? (Class<?>) generic.getActualTypeArguments()[0]
                : component.getType();
    }
}
