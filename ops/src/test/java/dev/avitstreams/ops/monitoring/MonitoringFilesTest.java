package dev.avitstreams.ops.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.ops.monitoring.MonitoringFiles.Query;
import dev.avitstreams.topology.metrics.AvitMeter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every meter of ours that dashboards and alerts ask for is in the catalogue, with the tags they ask by. */
class MonitoringFilesTest {
    private static final Pattern SELECTOR = Pattern.compile("(avit_\\w+)(?:\\{([^}]*)})?");
    private static final Pattern TAG = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)");
    private static final Pattern GROUPING = Pattern.compile("\\bby \\(([^)]*)\\)");
    /** Prometheus' own, and that of histograms. */
    private static final Set<String> ALWAYS = Set.of("instance", "job", "le");

    @Test
    void queriesAskForMetersAndTagsThatAreEmitted() throws IOException {
        Map<String, Set<String>> emitted = catalogue();
        List<Query> queries = new ArrayList<>(MonitoringFiles.dashboardQueries());
        queries.addAll(MonitoringFiles.alertQueries());

        List<String> mistakes =
                queries.stream().flatMap(query -> mistakes(query, emitted)).toList();

        assertThat(queries).hasSizeGreaterThan(30);
        assertThat(mistakes).isEmpty();
    }

    @Test
    void aMistakeIsFound() {
        Map<String, Set<String>> emitted = catalogue();

        assertThat(mistakes(new Query("x", "rate(avit_frames_totals[5m])"), emitted))
                .isNotEmpty();
        assertThat(mistakes(new Query("x", "sum by (phase) (avit_frames_total)"), emitted))
                .isNotEmpty();
        assertThat(mistakes(new Query("x", "avit_frames_total{colour=\"red\"}"), emitted))
                .isNotEmpty();
    }

    @Test
    void everyMeterStandsOnADashboard() throws IOException {
        Set<String> asked = new TreeSet<>();
        for (Query query : MonitoringFiles.dashboardQueries()) {
            Matcher selector = SELECTOR.matcher(query.expression());
            while (selector.find()) {
                asked.add(selector.group(1));
            }
        }

        assertThat(AvitMeter.values())
                .allMatch(meter -> asked.stream().anyMatch(name -> name.startsWith(meter.prometheusName())));
    }

    @Test
    void theRunbookHasASectionForEveryAlert() throws IOException {
        List<String> headings = Files.readAllLines(Path.of("..", "docs", "runbook.md")).stream()
                .filter(line -> line.startsWith("## Avit"))
                .map(line -> line.substring(3))
                .toList();

        assertThat(headings)
                .containsExactlyElementsOf(MonitoringFiles.alertQueries().stream()
                        .map(Query::where)
                        .toList());
    }

    private static Map<String, Set<String>> catalogue() {
        Map<String, Set<String>> series = new TreeMap<>();
        for (AvitMeter meter : AvitMeter.values()) {
            Set<String> tags = new TreeSet<>(meter.tags());
            switch (meter.kind()) {
                case TIMER, HISTOGRAM ->
                    Stream.of("_count", "_sum", "_bucket")
                            .forEach(part -> series.put(meter.prometheusName() + part, tags));
                case COUNTER, GAUGE -> series.put(meter.prometheusName(), tags);
            }
        }
        return series;
    }

    private static Stream<String> mistakes(Query query, Map<String, Set<String>> emitted) {
        List<String> mistakes = new ArrayList<>();
        Set<String> known = new TreeSet<>(ALWAYS);
        Matcher selector = SELECTOR.matcher(query.expression());
        while (selector.find()) {
            Set<String> tags = emitted.get(selector.group(1));
            if (tags == null) {
                mistakes.add(query.where() + ": nothing emits " + selector.group(1));
                continue;
            }
            known.addAll(tags);
            Matcher tag = TAG.matcher(selector.group(2) == null ? "" : selector.group(2));
            while (tag.find()) {
                if (!tags.contains(tag.group(1)) && !ALWAYS.contains(tag.group(1))) {
                    mistakes.add(query.where() + ": " + selector.group(1) + " has no tag " + tag.group(1));
                }
            }
        }
        Matcher grouping = GROUPING.matcher(query.expression());
        while (query.expression().contains("avit_") && grouping.find()) {
            for (String tag : grouping.group(1).split(",\\s*")) {
                if (!known.contains(tag)) {
                    mistakes.add(query.where() + ": grouped by " + tag + ", which nothing in it has");
                }
            }
        }
        return mistakes.stream();
    }
}
