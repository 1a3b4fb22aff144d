package dev.avitstreams.inference.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.avitstreams.inference.evaluation.Curve.Point;
import dev.avitstreams.inference.evaluation.Frames.Frame;
import dev.avitstreams.inference.halting.Macs;
import dev.avitstreams.inference.model.Architecture;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasuresTest {
    private static final byte[] ONCE = new Resampling(1).weights(0);

    private static Judgement said(int best, double confidence, int depth) {
        return new Judgement(List.of(best, 90), confidence, 1, 1, 10, new int[] {10, depth}, 2, 100, 100);
    }

    private static Subject of(int truth) {
        return new Subject(truth, truth, "", Subject.UNKNOWN);
    }

    @Test
    void judgementReadsLogitsAndTheCostUpToTheClassTokensEnd() {
        Architecture architecture = Frames.ARCHITECTURE;
        float[] logits = {0, 2, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0};
        int[] active = {17, 17, 17, 17, 16, 16};

        Judgement judgement = Judgement.of(logits, 2, active, 4, Macs.ofActive(architecture, active), architecture);

        double z = 9 + Math.E + 2 * Math.exp(2);
        assertThat(judgement.best()).startsWith(1, 3, 2).hasSize(5);
        assertThat(judgement.confidence()).isCloseTo(Math.exp(2) / z, within(1e-12));
        assertThat(judgement.surprise()).isCloseTo(Math.log(z) - 1, within(1e-12));
        assertThat(judgement.entropy()).isCloseTo(Math.log(z) - (Math.E + 4 * Math.exp(2)) / z, within(1e-12));
        assertThat(judgement.macsEarlyExit()).isEqualTo(Macs.ofActive(architecture, new int[] {17, 17, 17, 17, 0, 0}));
    }

    @Test
    void layersLeftOutDoNotCountToTheClassTokensDepth() {
        int[] active = {0, 0, 17, 17, 16, 16};

        Judgement whole = Judgement.of(new float[12], 0, active, 4, 1 << 30, Frames.ARCHITECTURE);
        Judgement early = Judgement.of(new float[12], 0, active, 2, 1 << 30, Frames.ARCHITECTURE);

        assertThat(whole.macsEarlyExit()).isEqualTo(Macs.ofActive(Frames.ARCHITECTURE, active));
        assertThat(early.macsEarlyExit()).isEqualTo(Macs.ofActive(Frames.ARCHITECTURE, new int[] {0, 0, 17, 17, 0, 0}));
    }

    @Test
    void scoresOfAClassAreThoseOfTheTextbook() {
        Confusion confusion = new Confusion();
        for (int[] pair : new int[][] {{0, 0}, {0, 0}, {0, 1}, {1, 1}, {2, 1}}) {
            confusion.add(pair[0], pair[1]);
        }

        Confusion.ClassScore one = confusion.classes().get(1);
        assertThat(one.precision()).isEqualTo(1 / 3.0);
        assertThat(one.recall()).isEqualTo(1);
        assertThat(one.f1()).isEqualTo(.5);
        assertThat(confusion.macroF1()).isCloseTo((.8 + .5 + 0) / 3, within(1e-12));
    }

    @Test
    void calibrationErrorIsTheGapWeighedByShare() {
        Calibration calibration = new Calibration();
        calibration.add(1, true);
        calibration.add(.97, false);
        calibration.add(.5, true);
        calibration.add(.5, false);

        assertThat(calibration.expectedError()).isCloseTo((2 * (.985 - .5) + 0) / 4, within(1e-12));
        assertThat(calibration.bins().get(14).frames()).isEqualTo(2);
    }

    private static Ranking ranking(double[] right, double[] wrong) {
        Ranking ranking = new Ranking();
        for (double confidence : right) {
            ranking.add(confidence, true);
        }
        for (double confidence : wrong) {
            ranking.add(confidence, false);
        }
        return ranking;
    }

    @Test
    void confidenceThatTellsRightFromWrongRanksThemApart() {
        Ranking apart = ranking(new double[] {.9, 1}, new double[] {.2, 0});
        Ranking mixed = ranking(new double[] {.9, .5, .3}, new double[] {.5, .1});

        assertThat(apart.auroc()).isEqualTo(1);
        assertThat(ranking(new double[] {.1}, new double[] {.7}).auroc()).isZero();
        // of 6 pairs 4 are won, (.5, .5) is a tie, (.3, .5) is lost
        assertThat(mixed.auroc()).isCloseTo((4 + .5) / 6, within(1e-12));
        assertThat(ranking(new double[] {.5}, new double[] {}).auroc()).isNaN();
    }

    @Test
    void riskFallsWithCoverageWhereTheUnsureAreWrong() {
        Ranking apart = ranking(new double[] {.9, .8}, new double[] {.2, .1});
        Ranking inverted = ranking(new double[] {.2, .1}, new double[] {.9, .8});
        Ranking equal = ranking(new double[] {.5}, new double[] {.5});

        assertThat(apart.aurc()).isCloseTo((0 + 0 + 1 / 3.0 + 2 / 4.0) / 4, within(1e-12));
        assertThat(inverted.aurc()).isCloseTo((1 + 1 + 2 / 3.0 + 2 / 4.0) / 4, within(1e-12));
        assertThat(equal.aurc()).as("equals are answered together").isEqualTo(.5);
        assertThat(new Ranking().aurc()).isNaN();
    }

    @Test
    void areaUnderTheCurveIsTheMeanAccuracyOverItsCompute() {
        Curve curve = new Curve(List.of(new Point("dear", 3, .8), new Point("cheap", 1, .4), new Point("mid", 2, .8)));

        assertThat(curve.area()).hasValueCloseTo((.6 + .8) / 2, within(1e-12));
        assertThat(new Curve(curve.points().subList(0, 1)).area()).isEmpty();
        assertThat(new Curve(List.of()).area()).isEmpty();
    }

    @Test
    void mcNemarIsTheExactBinomialTest() {
        PairTally pair = new PairTally();
        for (int frame = 0; frame < 9; frame++) {
            pair.add(of(3), said(frame < 1 ? 3 : 4, .5, 1), said(frame < 1 ? 4 : 3, .5, 2));
        }

        // 2 · (C(9,0) + C(9,1)) / 2⁹
        assertThat(pair.mcNemar()).isCloseTo(20 / 512.0, within(1e-12));
        assertThat(pair.disagreements()).isEqualTo(9);
        assertThat(pair.depthDifferences()).containsExactlyEntriesOf(new java.util.TreeMap<>(java.util.Map.of(1, 9L)));
        assertThat(new PairTally().mcNemar()).isEqualTo(1);
    }

    @Test
    void kneeAndSuggestionAreNamed() {
        Curve curve = new Curve(List.of(
                new Point("dense", 1.25, .74),
                new Point("default", .77, .75),
                new Point("fast", .5, .70),
                new Point("reckless", .45, .30)));

        assertThat(curve.knee()).map(Point::name).contains("fast");
        assertThat(curve.cheapestWithin(.01)).map(Point::name).contains("default");
        assertThat(curve.cheapestWithin(.06)).map(Point::name).contains("fast");
        assertThat(new Curve(curve.points().subList(0, 2)).knee()).isEmpty();
    }

    @Test
    void depthFollowsEntropyAsPearsonSays() {
        Correlation correlation = new Correlation();
        double[][] pairs = {{4, 1}, {5, 2}, {6, 4}};
        for (double[] pair : pairs) {
            correlation.add(pair[0], pair[1]);
        }
        Correlation flat = new Correlation();
        flat.add(3, .1);
        flat.add(4, .1);
        flat.add(5, .1);

        assertThat(correlation.value()).isCloseTo(3 / Math.sqrt(2 * 14 / 3.0), within(1e-9));
        assertThat(flat.value()).as("one of the two never changes").isNaN();
    }

    @Test
    void bootstrapIsSeededAndNearTheNormalApproximation() {
        Resamples resamples = new Resamples();
        List<Frame> frames = Frames.drawn(7, 2000);
        int right = 0;
        for (Frame frame : frames) {
            boolean isRight = frame.logits()[0] > 0;
            right += isRight ? 1 : 0;
            resamples.add(new Resampling(1).weights(frame.subject().key()), isRight, true);
        }
        double share = right / 2000.0;
        double error = 1.96 * Math.sqrt(share * (1 - share) / 2000);

        assertThat(resamples.top1().low()).isCloseTo(share - error, within(.004));
        assertThat(resamples.top1().high()).isCloseTo(share + error, within(.004));
        assertThat(resamples.top5()).isEqualTo(new Interval(1, 1));
        assertThat(new Resampling(2).weights(0)).isNotEqualTo(ONCE);
        assertThat(new Resampling(1).weights(0)).isEqualTo(ONCE);
    }

    @Test
    void framesOfOneDepthStayInOneTenth() {
        PointTally tally = new PointTally();
        for (int frame = 0; frame < 20; frame++) {
            tally.add(of(1), said(1, .5, frame < 10 ? 3 : frame), null, ONCE);
        }

        List<Slice> deciles = tally.slices().depthDeciles();
        assertThat(deciles.stream().map(slice -> slice.hits().frames()))
                .containsExactly(0L, 0L, 10L, 0L, 0L, 2L, 2L, 2L, 2L, 2L);
    }

    @Test
    void aSmallImageIsAsDeepAsItsTokensWentHoweverFewTheyWere() {
        PointTally tally = new PointTally();
        for (int frame = 0; frame < 10; frame++) {
            tally.add(of(1), said(1, .5, 5), null, ONCE); // 15 layers over 10 tokens
            Judgement small = new Judgement(List.of(1, 90), .5, 1, 1, 4, new int[] {4, 4}, 2, 100, 100); // 8 over 4
            tally.add(of(1), small, null, ONCE);
        }

        List<Slice> deciles = tally.slices().depthDeciles();
        assertThat(deciles.get(2).meanDepth()).isEqualTo(1.5);
        assertThat(deciles.get(7).meanDepth()).isEqualTo(2);
        assertThat(tally.cost().meanDepth()).isEqualTo(23 / 14.0);
    }

    @Test
    void medianOfTimesIsWithinAPercent() {
        TimeSpread spread = new TimeSpread();
        for (long millis = 1; millis <= 99; millis++) {
            spread.add(millis * 1_000_000);
        }

        assertThat(spread.quantileMillis(.5)).isCloseTo(50, within(.5));
        assertThat(spread.nanos()).isEqualTo(4950L * 1_000_000);
    }
}
