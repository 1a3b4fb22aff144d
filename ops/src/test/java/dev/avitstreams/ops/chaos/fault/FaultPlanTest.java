package dev.avitstreams.ops.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.ops.chaos.fault.InstanceFault.Kill;
import dev.avitstreams.ops.chaos.fault.InstanceFault.RebalanceStorm;
import dev.avitstreams.ops.chaos.fault.InstanceFault.Stop;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class FaultPlanTest {
    private static final Set<FaultKind> ALL = EnumSet.allOf(FaultKind.class);

    @Property(tries = 200)
    void everyKindComesUpBeforeOneComesUpAgain(@ForAll long seed, @ForAll @IntRange(max = 60) int count) {
        List<Fault> faults = FaultPlan.of(seed, ALL, count, scene(2, 3)).faults();

        assertThat(faults).hasSize(count);
        for (int start = 0; start + ALL.size() <= count; start += ALL.size()) {
            assertThat(faults.subList(start, start + ALL.size()))
                    .map(Fault::kind)
                    .containsExactlyInAnyOrderElementsOf(ALL);
        }
    }

    @Property(tries = 200)
    void everyStopOutlastsTheSession(@ForAll long seed) {
        assertThat(FaultPlan.of(seed, EnumSet.of(FaultKind.STOP), 12, scene(3, 1))
                        .faults())
                .allSatisfy(fault -> assertThat(((Stop) fault).pause()).isGreaterThan(Timeouts.SERVICE.session()));
    }

    @Property(tries = 50)
    void theSameSeedIsTheSamePlan(@ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int instances) {
        FaultPlan plan = FaultPlan.of(seed, ALL, 28, scene(instances, 3));

        assertThat(FaultPlan.of(seed, ALL, 28, scene(instances, 3))).isEqualTo(plan);
    }

    @Property(tries = 100)
    void theSparedAreNobodysVictims(@ForAll long seed) {
        FaultKind.Scene scene = new FaultKind.Scene(3, 1, Timeouts.SERVICE, 1);

        assertThat(FaultPlan.of(seed, EnumSet.of(FaultKind.KILL, FaultKind.REBALANCE_STORM), 12, scene)
                        .faults())
                .flatMap(FaultPlanTest::victims)
                .allMatch(victim -> victim == 1 || victim == 2);
    }

    private static List<Integer> victims(Fault fault) {
        return fault instanceof RebalanceStorm storm ? storm.victims() : List.of(((Kill) fault).victim());
    }

    private static FaultKind.Scene scene(int instances, int brokers) {
        return new FaultKind.Scene(instances, brokers, Timeouts.SERVICE);
    }
}
