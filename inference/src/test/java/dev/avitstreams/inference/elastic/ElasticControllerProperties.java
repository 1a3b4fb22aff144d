package dev.avitstreams.inference.elastic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.inference.elastic.simulation.Load;
import dev.avitstreams.inference.elastic.simulation.Machine;
import dev.avitstreams.inference.elastic.simulation.Outcome;
import dev.avitstreams.inference.elastic.simulation.Scenario;
import dev.avitstreams.inference.elastic.simulation.Simulation;
import dev.avitstreams.inference.elastic.simulation.Tick;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** Laws of the controller, on machines, ladders and loads drawn by lot. */
class ElasticControllerProperties {
    private static final Duration OBJECTIVE = Duration.ofMillis(250);
    private static final double REACTION = ElasticController.REACTION.toNanos() / 1e9;

    /** Where controllers are tried; loads are counted by what it can serve at the cheapest point. */
    record Place(Ladder ladder, Machine machine) {
        double most() {
            return machine.capacity(ladder, ladder.size() - 1);
        }

        double best() {
            return machine.capacity(ladder, 0);
        }

        Outcome run(Load load, double seconds, long seed) {
            return Simulation.run(
                    machine,
                    ladder,
                    new ElasticController(ladder, ElasticSettings.of(OBJECTIVE)),
                    Scenario.of("drawn", load, seconds),
                    seed);
        }
    }

    @Provide
    Arbitrary<Place> places() {
        Arbitrary<Ladder> ladders = Combinators.combine(
                        Arbitraries.integers().between(2, 7),
                        Arbitraries.doubles().between(0.3, 0.6))
                .as(Ladders::even);
        Arbitrary<Machine> machines = Combinators.combine(
                        Arbitraries.doubles().between(1, 12),
                        Arbitraries.doubles().between(8, 22),
                        Arbitraries.doubles().between(0, 0.2))
                .as((fixed, gmac, noise) -> new Machine(
                        2,
                        fixed,
                        gmac,
                        noise,
                        Duration.ofMillis(25),
                        Duration.ofMillis(20),
                        16,
                        Duration.ofMillis(10)));
        return Combinators.combine(ladders, machines).as(Place::new);
    }

    @Property(tries = 30)
    void underConstantLoadItSettles(
            @ForAll("places") Place place,
            @ForAll @DoubleRange(min = 0.3, max = 0.9) double share,
            @ForAll @LongRange(min = 0, max = 1000) long seed) {
        Outcome outcome = place.run(Load.constant(share * place.most()), 900, seed);

        int steps = 2 * (place.ladder().size() - 1);
        assertThat(outcome.changes(0, 900)).isLessThanOrEqualTo(2 * steps + 8);
        assertThat(outcome.changes(600, 900)).isLessThanOrEqualTo(2);
    }

    @Property(tries = 20)
    void moreLoadNeverSettlesAtABetterPoint(
            @ForAll("places") Place place,
            @ForAll @DoubleRange(min = 0.3, max = 0.7) double share,
            @ForAll @LongRange(min = 0, max = 1000) long seed) {
        Outcome less = place.run(Load.constant(share * place.most()), 400, seed);
        Outcome more = place.run(Load.constant(1.3 * share * place.most()), 400, seed);

        assertThat(down(more.last())).isGreaterThanOrEqualTo(down(less.last()));
    }

    @Property(tries = 20)
    void onceLoadHasFallenTheBestPointComesBack(
            @ForAll("places") Place place, @ForAll @LongRange(min = 0, max = 1000) long seed) {
        Outcome outcome = place.run(Load.step(0.5 * place.best(), 0.9 * place.most(), 30, 90), 200, seed);

        assertThat(outcome.last()).isEqualTo(PointChoice.BEST);
    }

    @Property(tries = 30)
    void afterTheReactionTimeFramesAreInTime(
            @ForAll("places") Place place,
            @ForAll @DoubleRange(min = 0.6, max = 0.9) double share,
            @ForAll @LongRange(min = 0, max = 1000) long seed) {
        Outcome outcome = place.run(Load.step(0.5 * place.best(), share * place.most(), 30, 90), 90, seed);

        assertThat(outcome.latencyQuantile(0.95, 30 + REACTION, 90)).isLessThanOrEqualTo(OBJECTIVE.toMillis());
    }

    @Property(tries = 20)
    void framesOfHighPriorityKeepTheBestPointUntilTheOthersAreAtTheEnd(
            @ForAll("places") Place place,
            @ForAll @DoubleRange(min = 0.3, max = 1.5) double share,
            @ForAll @LongRange(min = 0, max = 1000) long seed) {
        Outcome outcome = place.run(Load.bursts(0.4 * place.best(), share * place.most(), 10, 30), 120, seed);

        for (Tick tick : outcome.ticks()) {
            PointChoice choice = tick.choice();
            assertThat(choice.high() == 0 || choice.normal() == place.ladder().size() - 1)
                    .isTrue();
        }
    }

    @Property(tries = 100)
    void whateverItIsToldItStaysOnTheLadder(@ForAll("samples") @Size(max = 200) List<LoadSample> samples) {
        Ladder ladder = Ladders.usual();
        ElasticController controller = new ElasticController(ladder, ElasticSettings.of(OBJECTIVE));
        long now = 0;
        for (LoadSample sample : samples) {
            now += sample.interval().toNanos();
            PointChoice choice = controller.next(new LoadSample(
                    now,
                    sample.interval(),
                    sample.normalFrames(),
                    sample.highFrames(),
                    sample.gmacs(),
                    sample.busyShare(),
                    sample.age(),
                    sample.waiting()));
            assertThat(choice.normal()).isBetween(0, ladder.size() - 1);
            assertThat(choice.high()).isBetween(0, choice.normal());
        }
    }

    @Provide
    Arbitrary<List<LoadSample>> samples() {
        return Combinators.combine(
                        Arbitraries.longs().between(1, 10_000),
                        Arbitraries.longs().between(0, 1000),
                        Arbitraries.longs().between(0, 1000),
                        Arbitraries.doubles().between(0, 1e6),
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.longs().between(0, 1_000_000),
                        Arbitraries.integers().between(0, 1000))
                .as((interval, normal, high, gmacs, busy, age, waiting) -> new LoadSample(
                        0, Duration.ofMillis(interval), normal, high, gmacs, busy, Duration.ofMillis(age), waiting))
                .list();
    }

    private static int down(PointChoice choice) {
        return choice.normal() + choice.high();
    }
}
