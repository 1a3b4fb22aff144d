package dev.avitstreams.ops.rollout;

import dev.avitstreams.schemas.ModelAnswer;
import dev.avitstreams.schemas.ShadowComparison;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Adds up compared pairs, by the two models. A frame that was compared twice counts once. Belongs to one thread.
 *
 * <p>Remembers every position, some hundred bytes a pair.
 */
public final class ShadowTally {
    private final Map<Match, Sums> sums = new LinkedHashMap<>();
    private final Set<Seen> seen = new HashSet<>();
    private final List<Difference> differences = new ArrayList<>();
    private final int differencesKept;

    /** @param version and {@code digest} tell models of one name apart */
    public record Model(String name, String version, String digest, String operatingPoint) {
        static Model of(ModelAnswer answer) {
            return new Model(
                    answer.getModel(), answer.getVersion(), answer.getWeightsSha256(), answer.getOperatingPoint());
        }
    }

    /** Who was compared with whom. */
    public record Match(Model serving, Model candidate) {}

    private record Seen(Match match, String topic, int partition, long offset) {}

    /** A frame on which they disagree. */
    public record Difference(
            String cameraId, int partition, long offset, String serving, String candidate, float probability) {}

    /**
     * One match.
     *
     * @param pairs frames compared
     * @param agreement share of them with the same top class, 0 to 1
     * @param probabilityShift mean of the candidate's top probability less the serving model's
     * @param macsRatio multiply-accumulates of the candidate over those of the serving model
     * @param servingDepth mean depth over the layers there are, 0 to 1
     */
    public record Line(
            Match match,
            long pairs,
            double agreement,
            double probabilityShift,
            double macsRatio,
            double servingDepth,
            double candidateDepth) {}

    private static final class Sums {
        private long pairs;
        private long agreeing;
        private double probabilityShift;
        private double servingMacs;
        private double candidateMacs;
        private double servingDepth;
        private double candidateDepth;
    }

    /** @param differencesKept of the last frames on which they disagree */
    public ShadowTally(int differencesKept) {
        this.differencesKept = differencesKept;
    }

    public void add(ShadowComparison pair) {
        ModelAnswer serving = pair.getServing();
        ModelAnswer candidate = pair.getCandidate();
        Match match = new Match(Model.of(serving), Model.of(candidate));
        if (!seen.add(new Seen(match, pair.getTopic(), pair.getPartition(), pair.getOffset()))) {
            return;
        }
        Sums sum = sums.computeIfAbsent(match, unused -> new Sums());
        sum.pairs++;
        sum.agreeing += pair.getAgree() ? 1 : 0;
        sum.probabilityShift += candidate.getProbability() - serving.getProbability();
        sum.servingMacs += serving.getMacsExecuted();
        sum.candidateMacs += candidate.getMacsExecuted();
        sum.servingDepth += serving.getMeanDepth() / serving.getLayers();
        sum.candidateDepth += candidate.getMeanDepth() / candidate.getLayers();
        if (!pair.getAgree()) {
            keep(pair);
        }
    }

    private void keep(ShadowComparison pair) {
        differences.add(new Difference(
                pair.getCameraId(),
                pair.getPartition(),
                pair.getOffset(),
                pair.getServing().getClassName(),
                pair.getCandidate().getClassName(),
                pair.getCandidate().getProbability()));
        if (differences.size() > differencesKept) {
            differences.remove(0);
        }
    }

    public List<Line> lines() {
        return sums.entrySet().stream()
                .map(entry -> line(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** The last ones, oldest first. */
    public List<Difference> differences() {
        return List.copyOf(differences);
    }

    private static Line line(Match match, Sums sum) {
        return new Line(
                match,
                sum.pairs,
                (double) sum.agreeing / sum.pairs,
                sum.probabilityShift / sum.pairs,
                sum.servingMacs == 0 ? 0 : sum.candidateMacs / sum.servingMacs,
                sum.servingDepth / sum.pairs,
                sum.candidateDepth / sum.pairs);
    }
}
