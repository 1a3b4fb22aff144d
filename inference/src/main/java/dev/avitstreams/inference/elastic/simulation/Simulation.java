package dev.avitstreams.inference.elastic.simulation;

import dev.avitstreams.inference.elastic.ElasticController;
import dev.avitstreams.inference.elastic.Ladder;
import dev.avitstreams.inference.elastic.LoadSample;
import dev.avitstreams.inference.elastic.PointChoice;
import dev.avitstreams.inference.elastic.PointController;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One controller, one machine, one scenario: batch after batch, with the controller told at every tick. */
public final class Simulation {
    private static final double TICK = ElasticController.TICK.toNanos() / 1e9;
    private static final int ACCEPTED = 256;

    private final Machine machine;
    private final Ladder ladder;
    private final PointController controller;
    private final List<Frame> frames;
    private final double end;
    private final double[] published;
    private final double[] latency;
    private final List<Tick> ticks = new ArrayList<>();

    private PointChoice choice = PointChoice.BEST;
    private double ticked;
    private int arrived;
    private int arrivedAtTick;
    private int reported;
    private double age;

    private int taken;
    private double top1;
    private double gmacs;

    /** Since the last tick. */
    private final List<Double> ages = new ArrayList<>();

    /** Of batches that ended since the last tick. */
    private long normalFrames;

    private long highFrames;
    private double gmacsDone;

    private double busy;

    private Simulation(Machine machine, Ladder ladder, PointController controller, Scenario scenario, long seed) {
        this.machine = machine;
        this.ladder = ladder;
        this.controller = controller;
        this.frames = Frames.of(scenario, machine.noise(), seed);
        this.end = scenario.seconds();
        this.published = new double[frames.size()];
        this.latency = new double[frames.size()];
    }

    /** @param controller fresh: it remembers */
    public static Outcome run(
            Machine machine, Ladder ladder, PointController controller, Scenario scenario, long seed) {
        return new Simulation(machine, ladder, controller, scenario, seed).run();
    }

    private Outcome run() {
        double free = 0;
        while (taken < frames.size()) {
            double begin = Math.max(free, closes());
            tickUntil(begin);
            free = compute(begin);
        }
        tickUntil(Math.max(end, free + machine.publishing().toNanos() / 1e9 + TICK));
        return new Outcome(ticks, published, latency, top1 / Math.max(1, taken), gmacs / Math.max(1, taken));
    }

    /** When the next batch is complete: full, or its first frame has waited. */
    private double closes() {
        double first = ready(taken);
        double waited = first + machine.batchDelay().toNanos() / 1e9;
        int last = taken + machine.batch() - 1;
        return last < frames.size() ? Math.min(waited, Math.max(first, ready(last))) : waited;
    }

    private double ready(int frame) {
        return frames.get(frame).seconds() + machine.arrival().toNanos() / 1e9;
    }

    /** @return when it ends */
    private double compute(double begin) {
        int first = taken;
        double work = 0;
        double longest = 0;
        double batchGmacs = 0;
        int high = 0;
        while (taken < frames.size() && taken - first < machine.batch() && ready(taken) <= begin + 1e-9) {
            Frame frame = frames.get(taken);
            int place = frame.high() ? choice.high() : choice.normal();
            double cost = ladder.gmacs(place) * frame.noise();
            double seconds = (machine.fixedMillis() + machine.millisPerGmac() * cost) / 1e3;
            ages.add(begin - frame.seconds());
            work += seconds;
            longest = Math.max(longest, seconds);
            batchGmacs += cost;
            high += frame.high() ? 1 : 0;
            top1 += ladder.top1(place);
            taken++;
        }
        gmacs += batchGmacs;
        double ends = begin + Math.max(longest, work / machine.workers());
        for (int frame = first; frame < taken; frame++) {
            published[frame] = ends + machine.publishing().toNanos() / 1e9;
            latency[frame] = 1e3 * (published[frame] - frames.get(frame).seconds());
        }
        double share = work / machine.workers() / (ends - begin);
        busyUntil(begin, ends, share);
        normalFrames += taken - first - high;
        highFrames += high;
        gmacsDone += batchGmacs;
        return ends;
    }

    /** Ticks that fall into a batch see it at work, and its frames only once it has ended. */
    private void busyUntil(double begin, double ends, double share) {
        double from = begin;
        while (ticked + TICK <= ends) {
            double until = ticked + TICK;
            busy += (until - from) * share;
            from = until;
            tick();
        }
        busy += (ends - from) * share;
    }

    private void tickUntil(double seconds) {
        while (ticked + TICK <= seconds) {
            tick();
        }
    }

    private void tick() {
        ticked += TICK;
        while (arrived < frames.size() && frames.get(arrived).seconds() <= ticked) {
            arrived++;
        }
        if (!ages.isEmpty()) {
            double[] ascending =
                    ages.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            age = ascending[(int) (0.95 * (ascending.length - 1))];
        }
        int outside = reported;
        double most = Double.NaN;
        while (reported < taken && published[reported] > 0 && published[reported] <= ticked) {
            most = Double.isNaN(most) ? latency[reported] : Math.max(most, latency[reported]);
            reported++;
        }
        int waiting = arrived - taken;
        ticks.add(new Tick(ticked, arrived - arrivedAtTick, reported - outside, most, choice, waiting));
        arrivedAtTick = arrived;
        choice = controller.next(new LoadSample(
                Math.round(ticked * 1e9),
                ElasticController.TICK,
                normalFrames,
                highFrames,
                gmacsDone,
                Math.min(1, busy / TICK),
                Duration.ofNanos(Math.round(age * 1e9)),
                Math.min(ACCEPTED, Math.max(0, waiting))));
        ages.clear();
        normalFrames = 0;
        highFrames = 0;
        gmacsDone = 0;
        busy = 0;
    }
}
