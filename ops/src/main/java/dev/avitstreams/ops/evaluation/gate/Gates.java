package dev.avitstreams.ops.evaluation.gate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.Sentences;
import dev.avitstreams.ops.evaluation.gate.Gate.Demand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** The gates of a file. */
public record Gates(Path file, List<Gate> gates) {
    private static final Set<String> KEYS =
            Set.of("metric", "model", "point", "at-least", "at-most", "may-fall-by", "may-rise-by");

    private static final JsonMapper MAPPER =
            JsonMapper.builder().addModule(new Jdk8Module()).build();

    public Gates {
        gates = List.copyOf(gates);
    }

    /** @throws CommandFailure naming what is wrong with it */
    public static Gates read(Path file) {
        try {
            Object whole = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
            if (!(whole instanceof Map<?, ?> map) || !(map.get("gates") instanceof List<?> list) || list.isEmpty()) {
                throw CommandFailure.usage(
                        file + " has no list 'gates', such as gates: [{metric: top1, at-least: 0.7}].");
            }
            List<Gate> gates = new ArrayList<>();
            for (Object entry : list) {
                gates.addAll(gates(file + ", gate " + (gates.size() + 1), entry));
            }
            return new Gates(file, gates);
        } catch (IOException | YAMLException e) {
            throw CommandFailure.usage("Cannot read the gates in " + file + ": " + Sentences.of(e));
        }
    }

    private static List<Gate> gates(String where, Object entry) {
        if (!(entry instanceof Map<?, ?> map) || !(map.get("metric") instanceof String metric)) {
            throw CommandFailure.usage(where + ": '" + entry + "' is not of the form {metric: top1, at-least: 0.7}.");
        }
        for (Object key : map.keySet()) {
            if (!KEYS.contains(String.valueOf(key))) {
                throw CommandFailure.usage(
                        where + " has the key '" + key + "', there are " + new TreeSet<>(KEYS) + ".");
            }
        }
        if (!Figure.OF_CONTENDERS.contains(metric) && !Figure.OF_RUNS.contains(metric)) {
            throw CommandFailure.usage(where + ": the metric is '" + metric + "', must be one of "
                    + Figure.OF_CONTENDERS + " or " + Figure.OF_RUNS + ".");
        }
        List<Gate> gates = new ArrayList<>();
        number(map, "at-least", where).ifPresent(n -> gates.add(gate(map, metric, new Demand.AtLeast(n))));
        number(map, "at-most", where).ifPresent(n -> gates.add(gate(map, metric, new Demand.AtMost(n))));
        number(map, "may-fall-by", where).ifPresent(n -> gates.add(gate(map, metric, new Demand.MayFallBy(n))));
        number(map, "may-rise-by", where).ifPresent(n -> gates.add(gate(map, metric, new Demand.MayRiseBy(n))));
        if (gates.isEmpty()) {
            throw CommandFailure.usage(
                    where + " demands nothing of " + metric + "; give at-least, at-most, may-fall-by or may-rise-by.");
        }
        return gates;
    }

    private static Gate gate(Map<?, ?> map, String metric, Demand demand) {
        return new Gate(metric, text(map, "model"), text(map, "point"), demand);
    }

    private static Optional<String> text(Map<?, ?> map, String key) {
        return Optional.ofNullable(map.get(key)).map(String::valueOf);
    }

    private static Optional<Double> number(Map<?, ?> map, String key, String where) {
        Object value = map.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof Number number) || !Double.isFinite(number.doubleValue())) {
            throw CommandFailure.usage(where + ": " + key + " is '" + value + "', must be a number.");
        }
        return Optional.of(number.doubleValue());
    }

    /** Whether any of them compares with an earlier report. */
    public boolean needBaseline() {
        return gates.stream().anyMatch(Gate::isRelative);
    }

    /**
     * Reads an earlier report.
     *
     * @throws CommandFailure if it is none
     */
    public static JsonNode baseline(Path file) {
        try {
            JsonNode report = MAPPER.readTree(file.toFile());
            if (!report.has("metrics")) {
                throw CommandFailure.usage("The baseline " + file + " has no 'metrics': it must be a report that"
                        + " `avit evaluate --json` wrote.");
            }
            return report;
        } catch (IOException e) {
            throw CommandFailure.usage("Cannot read the baseline " + file + ": " + Sentences.of(e));
        }
    }

    /**
     * @param report as it will be written
     * @param earlier a report read by {@link #baseline}, where one was given
     */
    public List<GateResult> judge(Object report, Optional<JsonNode> earlier) {
        JsonNode current = MAPPER.valueToTree(report);
        return gates.stream().map(gate -> gate.judge(current, earlier)).toList();
    }
}
