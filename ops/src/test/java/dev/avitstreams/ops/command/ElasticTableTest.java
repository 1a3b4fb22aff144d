package dev.avitstreams.ops.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.ops.bench.elastic.LiveReport;
import dev.avitstreams.ops.bench.elastic.LiveReport.Part;
import dev.avitstreams.ops.bench.elastic.LiveReport.Row;
import dev.avitstreams.ops.bench.elastic.Series;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
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
    void whatRunsMayDifferInIsTold() {
        assertThat(printed()).contains("skipped after 2000 ms, 8 cameras, 2 threads, warm-up 15 s");
    }

    @Test
    void ofALoadThatWasAsPlannedThereIsNothingToSay() {
        assertThat(printed(part(OptionalDouble.of(0.5), true, 12))).doesNotContain("✗");
    }

    @Test
    void whatWasKeptIsToldHowToComputeAgain() {
        StringWriter text = new StringWriter();

        ElasticTable.printReplay(report(), Path.of("kept"), new PrintWriter(text, true));

        assertThat(text.toString())
                .contains("avit broker --dir kept/broker --port 34567 --registry-port 45678\n")
                .contains("avit evaluate --as-recorded --tolerate unlabelled --config kept/service-2/avit.yaml"
                        + " --from 1000 --to 61000   # elastic, round 1\n");
    }

    private static String printed(Part... segments) {
        StringWriter text = new StringWriter();
        ElasticTable.print(report(segments), new PrintWriter(text, true));
        return text.toString();
    }

    private static LiveReport report(Part... segments) {
        Series nothing = new Series("elastic", NONE, NONE, NONE, NONE, Map.of());
        Part all = part(OptionalDouble.empty(), false, 4321);
        Row row = new Row("elastic", 1, 2, 1000, 61000, all, List.of(segments), List.of(), nothing);
        return new LiveReport(
                "tiny 1",
                "two cores",
                "best",
                60,
                250,
                2000,
                8,
                OptionalInt.of(2),
                15,
                2,
                "127.0.0.1:34567",
                "http://127.0.0.1:45678",
                List.of(row));
    }

    private static Part part(OptionalDouble factor, boolean punctual, double mostLateMillis) {
        return new Part(
                factor, 10, 9, 1, 0.9, 20, 40, 60, 40, OptionalDouble.empty(), 0.7, 0.6, punctual, mostLateMillis);
    }
}
