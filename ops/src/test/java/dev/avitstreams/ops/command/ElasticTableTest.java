package dev.avitstreams.ops.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.ops.bench.elastic.LiveReport;
import dev.avitstreams.ops.bench.elastic.LiveReport.Part;
import dev.avitstreams.ops.bench.elastic.LiveReport.Row;
import dev.avitstreams.ops.bench.elastic.Series;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ElasticTableTest {
    private static final double[] NONE = {};

    @Test
    void aLoadThatFellBehindIsNamedWithHowMuch() {
        String printed = printed(part(OptionalDouble.of(0.5), true, 12), part(OptionalDouble.of(2), false, 4321));

        assertThat(printed)
                .contains("✗ elastic, round 1, load 2.00: frames were sent up to 4,321 ms after they were due")
                .doesNotContain("load 0.50:");
    }

    @Test
    void ofALoadThatWasAsPlannedThereIsNothingToSay() {
        assertThat(printed(part(OptionalDouble.of(0.5), true, 12))).doesNotContain("✗");
    }

    private static String printed(Part... segments) {
        Series nothing = new Series("elastic", NONE, NONE, NONE, NONE, Map.of());
        Row row =
                new Row("elastic", 1, part(OptionalDouble.empty(), false, 4321), List.of(segments), List.of(), nothing);
        StringWriter text = new StringWriter();
        ElasticTable.print(
                new LiveReport("tiny 1", "two cores", "best", 60, 250, 2000, 8, 2, List.of(row)),
                new PrintWriter(text, true));
        return text.toString();
    }

    private static Part part(OptionalDouble factor, boolean punctual, double mostLateMillis) {
        return new Part(
                factor, 10, 9, 1, 0.9, 20, 40, 60, 40, OptionalDouble.empty(), 0.7, 0.6, punctual, mostLateMillis);
    }
}
