package dev.avitstreams.ops.bench.elastic;

import dev.avitstreams.inference.elastic.Ladder;
import dev.avitstreams.inference.elastic.simulation.Load;
import dev.avitstreams.inference.elastic.simulation.Machine;
import dev.avitstreams.inference.elastic.simulation.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What to simulate. Loads are multiples of what the machine serves at the best point.
 *
 * @param peak of the capacity
 * @param highShare of the frames that are of high priority, 0 to 1
 * @param recorded a load that was, besides those drawn up
 */
public record SimulationPlan(
        Ladder ladder, Duration objective, double peak, double highShare, Optional<RecordedLoad> recorded, long seed) {
    private static final double USUAL = 0.5;
    private static final double SERVABLE = 0.95;
    private static final double NIGHT = 0.2;
    private static final double IRREGULARITY = 0.5;

    public SimulationPlan {
        if (!(peak > 0 && peak <= 100)) {
            throw new IllegalArgumentException("peak is " + peak + ", must be above 0, at most 100");
        }
        if (!(highShare >= 0 && highShare <= 1)) {
            throw new IllegalArgumentException("high-share is " + highShare + ", must be 0 to 1");
        }
        LivePlan.checkObjective(objective);
    }

    /** A peak that the cheapest point can just serve, of the capacity at the best one. */
    public static double servablePeak(Ladder ladder) {
        Machine machine = Machine.ofTwoCores();
        return SERVABLE * machine.capacity(ladder, ladder.size() - 1) / machine.capacity(ladder, 0);
    }

    Machine machine() {
        return Machine.ofTwoCores();
    }

    /** The recorded one first, where there is one. */
    List<Scenario> scenarios() {
        double capacity = machine().capacity(ladder, 0);
        double most = peak * capacity;
        List<Scenario> all = new ArrayList<>();
        recorded.ifPresent(load -> all.add(scenario("recorded", load, load.seconds())));
        all.add(scenario("steps", Load.step(USUAL * capacity, most, 60, 120), 180));
        all.add(scenario("bursts", Load.bursts(USUAL * capacity, most, 10, 60), 600));
        all.add(scenario("diurnal", Load.diurnal(NIGHT * capacity, most, 900), 900));
        return List.copyOf(all);
    }

    private Scenario scenario(String name, Load load, double seconds) {
        return new Scenario(name, load, seconds, highShare, IRREGULARITY);
    }
}
