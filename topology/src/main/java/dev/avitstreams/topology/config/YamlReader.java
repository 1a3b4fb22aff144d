package dev.avitstreams.topology.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads YAML into {@link RawValue}s. Only the tree is read: no type is guessed and no class is ever instantiated. */
final class YamlReader {

    private static final int MAX_DEPTH = 8;
    /** Far more than there are settings; with aliases a few lines could stand for billions. */
    private static final int MAX_VALUES = 2_000;

    private final List<String> problems;
    private int values;

    YamlReader(List<String> problems) {
        this.problems = problems;
    }

    RawValue.Mapping read(String yaml) {
        RawValue.Mapping nothing = new RawValue.Mapping(new LinkedHashMap<>(), "line 1");
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new java.io.StringReader(yaml));
            if (root == null || root.getTag().equals(Tag.NULL)) {
                return nothing;
            }
            if (convert(root, "", 0) instanceof RawValue.Mapping mapping) {
                return mapping;
            }
            problems.add("the file holds no settings, must be lines such as `threads: 2`");
        } catch (MarkedYAMLException malformed) {
            int line = malformed.getProblemMark() == null
                    ? 1
                    : malformed.getProblemMark().getLine() + 1;
            problems.add("line " + line + " is not YAML: " + malformed.getProblem());
        } catch (YAMLException overLimit) { // nested too deep, too many aliases, too long
            problems.add("this cannot be read as YAML: " + overLimit.getMessage());
        }
        return nothing;
    }

    /** Null stands for a value left out: an empty one means the default. */
    private @Nullable RawValue convert(Node node, String path, int depth) {
        String origin = "line " + (node.getStartMark().getLine() + 1);
        if (depth > MAX_DEPTH) {
            problems.add(path + " is nested too deep (" + origin + ")");
            return null;
        }
        if (++values > MAX_VALUES) {
            if (values == MAX_VALUES + 1) {
                problems.add("there are more than " + MAX_VALUES + " values (" + origin
                        + "); are there aliases of aliases?");
            }
            return null;
        }
        if (node instanceof MappingNode mapping) {
            return new RawValue.Mapping(entries(mapping, path, depth), origin);
        }
        if (node instanceof SequenceNode sequence) {
            List<RawValue> items = new ArrayList<>();
            for (Node item : sequence.getValue()) {
                if (values > MAX_VALUES) {
                    break;
                }
                RawValue converted = convert(item, path, depth + 1);
                if (converted != null) {
                    items.add(converted);
                }
            }
            return new RawValue.Listing(items, origin);
        }
        ScalarNode scalar = (ScalarNode) node;
        return scalar.getTag().equals(Tag.NULL) ? null : new RawValue.Scalar(scalar.getValue(), origin);
    }

    private Map<String, RawValue> entries(MappingNode mapping, String path, int depth) {
        Map<String, RawValue> entries = new LinkedHashMap<>();
        java.util.Set<String> seen = new java.util.HashSet<>();
        for (NodeTuple tuple : mapping.getValue()) {
            int line = tuple.getKeyNode().getStartMark().getLine() + 1;
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problems.add("line " + line + " has a key that is not a name");
                continue;
            }
            String child = path.isEmpty() ? key.getValue() : path + "." + key.getValue();
            if (!seen.add(key.getValue())) {
                problems.add(child + " is given twice (line " + line + ")");
            }
            RawValue value = convert(tuple.getValueNode(), child, depth + 1);
            if (value != null) {
                entries.put(key.getValue(), value);
            }
        }
        return entries;
    }
}
