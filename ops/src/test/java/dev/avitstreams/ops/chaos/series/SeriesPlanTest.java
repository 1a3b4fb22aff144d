package dev.avitstreams.ops.chaos.series;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.ops.chaos.ExactlyOncePlan;
import dev.avitstreams.ops.chaos.fault.FaultKind;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SeriesPlanTest {
    private static final Set<FaultKind> ALL = EnumSet.allOf(FaultKind.class);

    @Property(tries = 100)
    void sixRunsOfThreeFaultsSeeEveryKindAndBothProtocols(@ForAll long seed) {
        List<ExactlyOncePlan> runs = plan(6, seed).plans();

        assertThat(runs.stream().flatMap(run -> run.kinds().stream())).containsAll(ALL);
        assertThat(runs).map(ExactlyOncePlan::groupProtocol).contains("classic", "streams");
    }

    @Test
    void runsDoNotMeetOnTheCluster() {
        List<ExactlyOncePlan> runs = plan(50, 7).plans();

        assertThat(runs).map(ExactlyOncePlan::name).doesNotHaveDuplicates();
        assertThat(runs).map(ExactlyOncePlan::directory).doesNotHaveDuplicates();
        assertThat(runs).map(ExactlyOncePlan::seed).doesNotHaveDuplicates();
    }

    @Test
    void replayNamesEverythingThatMakesTheRun() {
        assertThat(SeriesPlan.replay(plan(1, 7).plans().get(0)))
                .startsWith("avit chaos exactly-once --short --frames 400 --faults 3 --kinds ")
                .endsWith(" --cameras 16 --partitions 4 --instances 2 --brokers 3 --rate 100.0"
                        + " --group-protocol classic --seed 7 --model 'm'");
    }

    private static SeriesPlan plan(int runs, long seed) {
        return new SeriesPlan(
                runs, 400, 3, ALL, 16, 4, 2, 3, 100, seed, List.of("classic", "streams"), Path.of("m"), Path.of("d"));
    }
}
