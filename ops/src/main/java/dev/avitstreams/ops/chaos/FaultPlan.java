package dev.avitstreams.ops.chaos;

import dev.avitstreams.ops.chaos.Fault.Kill;
import dev.avitstreams.ops.chaos.Fault.Restart;
import dev.avitstreams.ops.chaos.Fault.Stop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What will be done to which instance, in order; the same for the same seed.
 *
 * @param faults kills and stops in turn, a restart after every third
 */
public record FaultPlan(List<Fault> faults) {
    /** The service's default; a stop must outlast it, or nobody would notice. */
    static final Duration SESSION_TIMEOUT = Duration.ofSeconds(6);

    /** Some stops outlast this too, so that the broker aborts the stopped instance's transaction by itself. */
    private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(10);

    private static final int RESTART_EVERY = 3;

    public FaultPlan {
        faults = List.copyOf(faults);
    }

    /** @param violent how many kills and stops there are together; restarts come on top */
    public static FaultPlan of(long seed, int violent, int instances) {
        Random random = new Random(seed);
        List<Fault> faults = new ArrayList<>();
        int victim = random.nextInt(instances);
        boolean kill = random.nextBoolean();
        for (int i = 0; i < violent; i++) {
            faults.add(kill ? kill(random, victim) : stop(random, victim));
            if (i % RESTART_EVERY == RESTART_EVERY - 1) {
                faults.add(new Restart(random.nextInt(instances)));
            }
            kill = !kill;
            // With an even number of instances, strict turns would kill always the same one.
            victim = (victim + 1 + (random.nextInt(4) == 0 ? 1 : 0)) % instances;
        }
        return new FaultPlan(faults);
    }

    private static Fault kill(Random random, int victim) {
        return new Kill(victim, Duration.ofMillis(random.nextInt(3000)));
    }

    private static Fault stop(Random random, int victim) {
        Duration least = random.nextBoolean() ? SESSION_TIMEOUT : TRANSACTION_TIMEOUT;
        return new Stop(victim, least.plusMillis(1000 + random.nextInt(3000)));
    }
}
