package dev.avitstreams.ops.evaluation.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatesTest {
    private static final String REPORT = """
            {"metrics": {"frames": {"read": 10, "unmatched": 1, "rejected": {"corrupt-image": 2}},
                         "contenders": [{"model": "m", "point": "default", "top1": 0.7, "gmacs": 0.8, "ece": null},
                                        {"model": "dense", "point": "dense", "top1": 0.72, "gmacs": 1.25}]},
             "measured": {"contenders": [{"model": "m", "point": "default", "millisPerFrame": 20}]}}
            """;

    @TempDir
    private Path folder;

    private Gates gates(String yaml) throws IOException {
        return Gates.read(Files.writeString(folder.resolve("gates.yaml"), yaml));
    }

    private static Object report() throws IOException {
        return new JsonMapper().readTree(REPORT);
    }

    @Test
    void figuresAreFoundWhereverTheyStand() throws IOException {
        List<GateResult> results = gates("""
                        gates:
                          - {metric: top1, at-least: 0.7}
                          - {metric: top1, model: dense, at-most: 0.7}
                          - {metric: millisPerFrame, at-most: 20}
                          - {metric: rejected, at-most: 1}
                          - {metric: ece, at-most: 1}
                        """).judge(report(), Optional.empty());

        assertThat(results.stream().map(GateResult::passed)).containsExactly(true, false, true, false, false);
        assertThat(results.get(1).gate()).isEqualTo("top1 of dense at most 0.7");
        assertThat(results.get(3).value()).isEqualTo(2);
        assertThat(results.get(4).sentence()).isEqualTo("ece was not measured, so the gate cannot hold");
    }

    @Test
    void relativeGatesCompareWithTheBaseline() throws IOException {
        Path baseline =
                Files.writeString(folder.resolve("base.json"), REPORT.replace("\"top1\": 0.7,", "\"top1\": 0.75,"));
        Gates gates = gates("gates: [{metric: top1, may-fall-by: 0.04}, {metric: top1, may-fall-by: 0.06},"
                + " {metric: gmacs, may-rise-by: 0}]");

        assertThat(gates.needBaseline()).isTrue();
        assertThat(gates.judge(report(), Optional.of(Gates.baseline(baseline))).stream()
                        .map(GateResult::passed))
                .containsExactly(false, true, true);
    }

    @Test
    void anExactBoundHoldsAsItIsWritten() throws IOException {
        Path baseline = Files.writeString(
                folder.resolve("base.json"),
                REPORT.replace("\"top1\": 0.7,", "\"top1\": 0.80,").replace("\"gmacs\": 0.8,", "\"gmacs\": 0.1,"));
        Object report = new JsonMapper()
                .readTree(REPORT.replace("\"top1\": 0.7,", "\"top1\": 0.79,")
                        .replace("\"gmacs\": 0.8,", "\"gmacs\": 0.3,"));
        Gates gates = gates("gates: [{metric: top1, may-fall-by: 0.01}, {metric: top1, may-fall-by: 0.0099},"
                + " {metric: gmacs, may-rise-by: 0.2}]");

        assertThat(gates.judge(report, Optional.of(Gates.baseline(baseline))).stream()
                        .map(GateResult::passed))
                .containsExactly(true, false, true);
    }

    @Test
    void aBaselineThatIsNoReportIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("other.json"), "[]");

        assertThatThrownBy(() -> Gates.baseline(file)).hasMessageContaining("has no 'metrics'");
    }

    @Test
    void mistakesInTheFileAreNamed() {
        assertThatThrownBy(() -> gates("gates: [{metric: top2, at-least: 1}]")).hasMessageContaining("'top2'");
        assertThatThrownBy(() -> gates("gates: [{metric: top1}]")).hasMessageContaining("demands nothing of top1");
        assertThatThrownBy(() -> gates("gates: [{metric: top1, at-leest: 1}]")).hasMessageContaining("'at-leest'");
        assertThatThrownBy(() -> gates("gates: [{metric: top1, at-least: much}]"))
                .hasMessageContaining("'much'");
        assertThatThrownBy(() -> gates("gate: []")).hasMessageContaining("has no list 'gates'");
    }
}
