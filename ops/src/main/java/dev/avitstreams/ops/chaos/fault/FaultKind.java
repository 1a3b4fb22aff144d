package dev.avitstreams.ops.chaos.fault;

import dev.avitstreams.ops.chaos.operator.OperatorOrder;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** The kinds of faults there are, and how one of each is drawn. */
public enum FaultKind {
    KILL((random, scene) -> new InstanceFault.Kill(scene.anyInstance(random), scene.upTo(random, 0.5))),
    STOP((random, scene) -> new InstanceFault.Stop(scene.anyInstance(random), scene.pause(random))),
    RESTART((random, scene) -> new InstanceFault.Restart(scene.anyInstance(random))),
    REBALANCE_STORM((random, scene) -> new InstanceFault.RebalanceStorm(
            scene.someInstances(random, 2 + random.nextInt(3)), scene.upTo(random, 1))),
    FENCING((random, scene) -> new Fencing(0.25 + 0.75 * random.nextDouble())),
    BROKER_KILL((random, scene) -> new ClusterFault.BrokerKill(scene.anyBroker(random), scene.upTo(random, 0.2))),
    BROKER_STALL((random, scene) -> new ClusterFault.BrokerStall(
            scene.anyBroker(random),
            4 + random.nextInt(5),
            Duration.ofMillis(300 + random.nextInt(900)),
            Duration.ofMillis(50 + random.nextInt(150)))),
    /** Of one of several brokers. */
    BROKER_LOSS((random, scene) ->
            new ClusterFault.BrokerLoss(scene.anyBroker(random), Duration.ofMillis(5000 + random.nextInt(3000)))),
    REGISTRY_LOSS((random, scene) ->
            new ClusterFault.RegistryLoss(scene.anyInstance(random), Duration.ofMillis(4000 + random.nextInt(3000)))),
    OPERATOR_THROWS((random, scene) -> new OperatorFault(scene.anyInstance(random), OperatorOrder.THROW)),
    OPERATOR_STALLS((random, scene) -> new OperatorFault(scene.anyInstance(random), OperatorOrder.STALL)),
    OPERATOR_HANGS((random, scene) -> new OperatorFault(scene.anyInstance(random), OperatorOrder.HANG)),
    OPERATOR_OUT_OF_MEMORY((random, scene) -> new OperatorFault(
            scene.anyInstance(random), random.nextBoolean() ? OperatorOrder.NO_NATIVE_MEMORY : OperatorOrder.NO_HEAP)),
    OPERATOR_DIES((random, scene) -> new OperatorFault(scene.anyInstance(random), OperatorOrder.DIE));

    private final BiFunction<Random, Scene, Fault> draw;

    FaultKind(BiFunction<Random, Scene, Fault> draw) {
        this.draw = draw;
    }

    Fault draw(Random random, Scene scene) {
        return draw.apply(random, scene);
    }

    /** Whether it can be done where there are so many brokers. */
    public boolean isPossibleWith(int brokers) {
        return this != BROKER_LOSS || brokers > 1;
    }

    /** Whether it takes an instance whose operator takes orders. */
    public boolean isOfOperator() {
        return name().startsWith("OPERATOR_");
    }

    /** As on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * What faults are drawn for.
     *
     * @param timeouts that some faults must outlast
     * @param spared so many instances, the first ones, are no fault's victims
     */
    public record Scene(int instances, int brokers, Timeouts timeouts, int spared) {
        public Scene(int instances, int brokers, Timeouts timeouts) {
            this(instances, brokers, timeouts, 0);
        }

        int anyInstance(Random random) {
            return spared + random.nextInt(instances - spared);
        }

        /** In turn, and again from the beginning. */
        List<Integer> someInstances(Random random, int count) {
            int first = random.nextInt(instances - spared);
            return IntStream.range(first, first + count)
                    .mapToObj(i -> spared + i % (instances - spared))
                    .toList();
        }

        int anyBroker(Random random) {
            return random.nextInt(brokers);
        }

        /** Up to a share of the session timeout. */
        Duration upTo(Random random, double share) {
            return Duration.ofMillis(
                    (long) (random.nextDouble() * share * timeouts.session().toMillis()));
        }

        /** Longer than the session, every other time than the transaction too: the broker then aborts it by itself. */
        Duration pause(Random random) {
            Duration least = random.nextBoolean() ? timeouts.session() : timeouts.transaction();
            return least.plusMillis(
                    1000 + random.nextInt((int) timeouts.session().toMillis() / 2));
        }
    }
}
