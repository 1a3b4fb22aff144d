package dev.avitstreams.ops.bench.elastic;

import dev.avitstreams.inference.elastic.ElasticController;
import dev.avitstreams.inference.elastic.ElasticSettings;
import dev.avitstreams.inference.elastic.Ladder;
import dev.avitstreams.inference.elastic.PointChoice;
import dev.avitstreams.inference.elastic.PointController;
import dev.avitstreams.inference.elastic.simulation.Fixed;
import dev.avitstreams.inference.elastic.simulation.Outcome;
import dev.avitstreams.inference.elastic.simulation.Proportional;
import dev.avitstreams.inference.elastic.simulation.Scenario;
import dev.avitstreams.inference.elastic.simulation.Simulation;
import dev.avitstreams.inference.elastic.simulation.Threshold;
import dev.avitstreams.inference.elastic.simulation.Tick;
import dev.avitstreams.inference.model.OperatingPoint;
import dev.avitstreams.ops.bench.elastic.SimulationReport.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Puts every controller into every scenario of a plan. Deterministic by the plan's seed. */
public final class SimulationBench {
    static final String ELASTIC = "elastic";
    static final String BEST = "best";

    private final SimulationPlan plan;

    public SimulationBench(SimulationPlan plan) {
        this.plan = plan;
    }

    public SimulationReport run() {
        List<Row> rows = new ArrayList<>();
        List<Series> series = new ArrayList<>();
        for (Scenario scenario : plan.scenarios()) {
            boolean first = rows.isEmpty() || scenario.name().equals(rows.get(0).scenario());
            contenders().forEach((name, controller) -> {
                Outcome outcome =
                        Simulation.run(plan.machine(), plan.ladder(), controller.get(), scenario, plan.seed());
                rows.add(row(scenario, name, outcome));
                if (first && (name.equals(BEST) || name.equals(ELASTIC))) {
                    series.add(series(name, outcome));
                }
            });
        }
        Ladder ladder = plan.ladder();
        return new SimulationReport(
                ladder.points().stream().map(OperatingPoint::name).toList(),
                plan.objective().toMillis(),
                plan.machine().capacity(ladder, 0),
                plan.machine().capacity(ladder, ladder.size() - 1),
                plan.seed(),
                rows,
                series);
    }

    private Map<String, Supplier<PointController>> contenders() {
        int last = plan.ladder().size() - 1;
        Duration objective = plan.objective();
        Duration late = objective.dividedBy(2);
        Duration early = objective.dividedBy(4);
        Map<String, Supplier<PointController>> all = new LinkedHashMap<>();
        all.put(BEST, () -> new Fixed(PointChoice.BEST));
        all.put("cheapest", () -> new Fixed(new PointChoice(last, last)));
        all.put("threshold", () -> new Threshold(last, early, late, Duration.ofSeconds(1)));
        all.put("PI", () -> new Proportional(last, early.plus(late).dividedBy(2), 1, 1));
        all.put(ELASTIC, () -> new ElasticController(plan.ladder(), ElasticSettings.of(objective)));
        return all;
    }

    private Row row(Scenario scenario, String controller, Outcome outcome) {
        double[] latencies = outcome.latencyMillis();
        return new Row(
                scenario.name(),
                controller,
                outcome.frames(),
                outcome.within(plan.objective().toMillis()),
                Quantile.of(0.5, latencies),
                Quantile.of(0.95, latencies),
                Quantile.of(0.99, latencies),
                outcome.meanTop1(),
                outcome.meanGmacs(),
                outcome.changes(0, Double.MAX_VALUE),
                outcome.mostBacklog());
    }

    private static Series series(String name, Outcome outcome) {
        List<Tick> ticks = outcome.ticks();
        int seconds = (int) Math.ceil(ticks.get(ticks.size() - 1).seconds());
        double[] offered = new double[seconds];
        double[] served = new double[seconds];
        double[] p95 = new double[seconds];
        double[] normal = new double[seconds];
        double[] high = new double[seconds];
        for (Tick tick : ticks) {
            int second = Math.min(seconds - 1, (int) (tick.seconds() - 1e-9));
            offered[second] += tick.arrived();
            served[second] += tick.published();
            normal[second] = tick.choice().normal();
            high[second] = tick.choice().high();
        }
        for (int second = 0; second < seconds; second++) {
            p95[second] = outcome.latencyQuantile(0.95, second, second + 1.0);
        }
        Map<String, double[]> points = new LinkedHashMap<>();
        points.put("normal", normal);
        points.put("high priority", high);
        return new Series(name, IntStream.range(0, seconds).asDoubleStream().toArray(), offered, served, p95, points);
    }
}
