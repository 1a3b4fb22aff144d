package dev.avitstreams.ops.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.ops.chaos.Fault.Kill;
import dev.avitstreams.ops.chaos.Fault.Restart;
import dev.avitstreams.ops.chaos.Fault.Stop;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class FaultPlanTest {

    @Property(tries = 200)
    void killsAndStopsTakeTurns(@ForAll long seed, @ForAll @IntRange(max = 20) int violent) {
        List<Fault> faults = FaultPlan.of(seed, violent, 2).faults();

        List<Fault> turns =
                faults.stream().filter(fault -> !(fault instanceof Restart)).toList();
        assertThat(turns).hasSize(violent);
        for (int i = 1; i < turns.size(); i++) {
            assertThat(turns.get(i) instanceof Kill).isEqualTo(turns.get(i - 1) instanceof Stop);
        }
        assertThat(faults).hasSize(violent + violent / 3);
    }

    @Property(tries = 200)
    void everyStopOutlastsTheSession(@ForAll long seed) {
        assertThat(FaultPlan.of(seed, 12, 3).faults())
                .filteredOn(Stop.class::isInstance)
                .allSatisfy(fault -> assertThat(((Stop) fault).pause()).isGreaterThan(FaultPlan.SESSION_TIMEOUT));
    }

    @Property(tries = 50)
    void theSameSeedIsTheSamePlan(@ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int instances) {
        FaultPlan plan = FaultPlan.of(seed, 12, instances);

        assertThat(FaultPlan.of(seed, 12, instances)).isEqualTo(plan);
        assertThat(plan.faults()).allSatisfy(fault -> assertThat(fault.victim()).isBetween(0, instances - 1));
    }
}
