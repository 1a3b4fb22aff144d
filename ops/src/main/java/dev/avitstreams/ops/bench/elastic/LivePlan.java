package dev.avitstreams.ops.bench.elastic;

import dev.avitstreams.inference.elastic.Ladder;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.topology.config.AvitConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * What to run through Kafka.
 *
 * @param ladder that the service may go down by
 * @param cameras that take turns
 * @param highShare of the cameras that are of high priority, 0 to 1
 * @param capacityOf operating point whose capacity the load is a multiple of, or {@code dense}: no token halts
 * @param factors of that capacity, one a segment
 * @param segment how long each is
 * @param skipStaleAfter frames so old are skipped
 * @param frames of each backlog
 * @param backlogs before the capacity is measured, in which the service's JVM compiles its busiest methods
 * @param threads of the service, if not its default
 * @param warmUp how long the peak is sent before each run, and then usual load
 */
public record LivePlan(
        Path model,
        Ladder ladder,
        int cameras,
        double highShare,
        String capacityOf,
        List<Double> factors,
        Duration segment,
        int rounds,
        Duration objective,
        Duration skipStaleAfter,
        int frames,
        int backlogs,
        OptionalInt threads,
        Duration warmUp) {
    /** What {@code capacityOf} may be beside the model's points. */
    public static final String DENSE = "dense";

    private static final int LEAST_SECONDS = 5;
    private static final Duration LEAST_OBJECTIVE = Duration.ofMillis(10);
    private static final Duration MOST_OBJECTIVE = Duration.ofHours(1);

    public LivePlan {
        factors = List.copyOf(factors);
        if (segment.toSeconds() < LEAST_SECONDS) {
            throw new IllegalArgumentException(
                    "seconds is " + segment.toSeconds() + ", must be " + LEAST_SECONDS + " or more");
        }
        if (rounds < 1 || cameras < 1 || frames < 1 || backlogs < 1) {
            throw new IllegalArgumentException("rounds is " + rounds + ", cameras " + cameras + ", frames " + frames
                    + " and backlogs " + backlogs + ", must be 1 or more");
        }
        if (!(highShare >= 0 && highShare <= 1)) {
            throw new IllegalArgumentException("high-share is " + highShare + ", must be 0 to 1");
        }
        threads.ifPresent(LivePlan::checkThreads);
        if (warmUp.toSeconds() < 1) {
            throw new IllegalArgumentException("warm-up is " + warmUp.toSeconds() + ", must be 1 or more");
        }
        checkObjective(objective);
        if (skipStaleAfter.compareTo(objective) <= 0) {
            throw new IllegalArgumentException("skip-stale-after is " + skipStaleAfter.toMillis()
                    + " ms, must be above the objective of " + objective.toMillis() + " ms");
        }
        if (factors.isEmpty() || factors.stream().anyMatch(factor -> !(factor > 0 && factor <= 100))) {
            throw new IllegalArgumentException("factors are " + factors + ", must be above 0, at most 100");
        }
    }

    /** Highest of the factors. */
    double peak() {
        return Collections.max(factors);
    }

    /** Whether the capacity asked for is that of no point of the model. */
    boolean isOfFullDepth(ModelFolder opened) {
        return capacityOf.equals(DENSE)
                && opened.manifest().operatingPoints().stream()
                        .noneMatch(point -> point.name().equals(capacityOf));
    }

    /** As the service refuses what is outside. */
    static void checkObjective(Duration objective) {
        if (objective.compareTo(LEAST_OBJECTIVE) < 0 || objective.compareTo(MOST_OBJECTIVE) > 0) {
            throw new IllegalArgumentException("objective is " + objective.toMillis() + " ms, must be "
                    + LEAST_OBJECTIVE.toMillis() + " to " + MOST_OBJECTIVE.toMillis());
        }
    }

    /** As the service refuses what is outside. */
    private static void checkThreads(int threads) {
        if (threads < 1 || threads > AvitConfig.MOST_THREADS) {
            throw new IllegalArgumentException("threads is " + threads + ", must be 1 to " + AvitConfig.MOST_THREADS);
        }
    }

    /** Patterns of the cameras that are of high priority; a load numbers its cameras from 0. */
    List<String> highPriority() {
        return IntStream.range(0, (int) Math.round(highShare * cameras))
                .mapToObj(camera -> String.format(Locale.ROOT, "load-*-%03d", camera))
                .toList();
    }
}
