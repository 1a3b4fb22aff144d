package dev.avitstreams.ops.evaluation.contest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avitstreams.inference.device.Backend;
import dev.avitstreams.inference.device.InferenceException;
import dev.avitstreams.inference.engine.BatchRunner;
import dev.avitstreams.inference.engine.ClassifierBrokenException;
import dev.avitstreams.inference.evaluation.Resampling;
import dev.avitstreams.inference.frame.Classification;
import dev.avitstreams.inference.frame.DepthMap;
import dev.avitstreams.inference.frame.Prediction;
import dev.avitstreams.inference.image.DecodeLimits;
import dev.avitstreams.inference.image.DecodeMode;
import dev.avitstreams.inference.image.PreparedImage;
import dev.avitstreams.inference.model.Architecture;
import dev.avitstreams.inference.model.Labels;
import dev.avitstreams.inference.model.ModelIdentity;
import dev.avitstreams.inference.model.OperatingPoint;
import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.ops.evaluation.Completeness;
import dev.avitstreams.ops.evaluation.TestFrames;
import dev.avitstreams.ops.evaluation.contest.Contender.Kind;
import dev.avitstreams.ops.evaluation.frames.FrameSupply;
import dev.avitstreams.ops.evaluation.frames.RawFrame;
import dev.avitstreams.ops.evaluation.frames.ReadFrame;
import dev.avitstreams.ops.evaluation.report.Metrics.FrameCounts;
import dev.avitstreams.ops.evaluation.truth.TruthSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContestTest {
    private static final Architecture SMALL = new Architecture(32, 8, 32, 2, 6, 128, 10);
    private static final ModelIdentity IDENTITY = new ModelIdentity("fake", "1", "0".repeat(64));
    private static final Labels LABELS = new Labels(IntStream.range(0, 10)
            .mapToObj(index -> new Labels.Label("c" + index, "class " + index))
            .toList());
    private static final int FRAMES = 40;

    @TempDir
    private Path folder;

    /** Answers by the sum of the pixels; fails on some images. */
    private record Summing(Predicate<PreparedImage> failing) implements Backend {
        @Override
        public void warmUp() {
            // nothing to warm
        }

        @Override
        public List<Classification> classify(List<PreparedImage> batch, OperatingPoint point)
                throws InferenceException {
            List<Classification> answers = new ArrayList<>();
            for (PreparedImage image : batch) {
                if (failing.test(image)) {
                    throw new InferenceException("this image is not liked");
                }
                answers.add(answer(sum(image), point));
            }
            return answers;
        }

        static int sum(PreparedImage image) {
            int sum = 0;
            for (byte pixel : image.pixels()) {
                sum += pixel & 0xFF;
            }
            return sum;
        }

        private static Classification answer(int sum, OperatingPoint point) {
            float[] logits = new float[10];
            logits[sum % 10] = 3;
            int depth = 1 + sum % 6;
            byte[] depths = new byte[16];
            java.util.Arrays.fill(depths, (byte) depth);
            int[] active = new int[6];
            java.util.Arrays.fill(active, 0, depth, 17);
            return new Classification(
                    List.of(new Prediction(sum % 10, "c" + sum % 10, "class", .6f)),
                    logits,
                    depth,
                    depth,
                    new DepthMap(4, 4, depths, DepthMap.Completeness.COMPLETE),
                    active,
                    1000L * depth,
                    6000,
                    point.name(),
                    IDENTITY);
        }

        @Override
        public String description() {
            return "fake";
        }

        @Override
        public int concurrentBatches() {
            return 1;
        }

        @Override
        public OptionalInt framesPerWorker() {
            return OptionalInt.empty();
        }

        @Override
        public int workers() {
            return 1;
        }

        @Override
        public long busyNanos() {
            return 0;
        }

        @Override
        public void close() {
            // nothing is held
        }
    }

    /** Frames in memory; wishes to stop after some. */
    private static final class Memory implements FrameSupply {
        private final List<TestFrames.Frame> frames = TestFrames.make(FRAMES, 0);
        private final int stopAfter;
        private final StopSignal stop;
        private int given;

        Memory(int from, int stopAfter, StopSignal stop) {
            this.given = from;
            this.stopAfter = stopAfter;
            this.stop = stop;
        }

        @Override
        public List<RawFrame> next(int most) {
            if (given >= stopAfter) {
                stop.request();
                return List.of();
            }
            int to = Math.min(given + most, frames.size());
            List<RawFrame> next =
                    frames.subList(given, to).stream().map(Memory::raw).toList();
            given = to;
            return next;
        }

        private static RawFrame raw(TestFrames.Frame frame) {
            return new RawFrame() {
                @Override
                public long timeMillis() {
                    return frame.millis();
                }

                @Override
                public ReadFrame read() {
                    return new ReadFrame(
                            frame.event().getFrameId(),
                            frame.event().getCameraId(),
                            Optional.of(frame.event().getCapturedAt()),
                            Optional.ofNullable(frame.event().getTruth()),
                            Optional.empty(),
                            frame.event().getImage().array(),
                            Optional.empty());
                }
            };
        }

        @Override
        public Map<Integer, Long> positions() {
            return Map.of(0, (long) given);
        }

        @Override
        public long passed() {
            return given;
        }

        @Override
        public long total() {
            return frames.size();
        }

        @Override
        public boolean isTimed() {
            return true;
        }

        @Override
        public void close() {
            // nothing is held
        }
    }

    private static Contest contest(int parallel, int batch, Predicate<PreparedImage> failing) {
        OperatingPoint point = new OperatingPoint("default", 1, 0, Optional.empty());
        List<Contender> contenders = List.of(
                new Contender(
                        "picky",
                        Kind.OWN,
                        point,
                        IDENTITY,
                        SMALL,
                        FrameRunner.at(BatchRunner.of(new Summing(failing), 32), point)),
                new Contender(
                        "easy",
                        Kind.RIVAL,
                        point,
                        IDENTITY,
                        SMALL,
                        FrameRunner.at(BatchRunner.of(new Summing(image -> false), 32), point)));
        return new Contest(
                contenders,
                LABELS,
                DecodeLimits.DEFAULT,
                DecodeMode.EXACT,
                TruthSource.ofFrame(),
                Optional.empty(),
                new Contest.Settings(parallel, batch, Rate.parse("max"), new Resampling(1)));
    }

    private static Standing run(int parallel, int batch, Predicate<PreparedImage> failing) throws InterruptedException {
        Standing standing = new Standing(2);
        try (StopSignal stop = StopSignal.internal()) {
            boolean ended = contest(parallel, batch, failing)
                    .run(
                            new Memory(0, FRAMES + 1, stop),
                            standing,
                            Optional.empty(),
                            Optional.empty(),
                            passed -> {},
                            stop);
            assertThat(ended).isTrue();
        }
        return standing;
    }

    private static String counted(Standing standing) {
        return StateFile.text(standing).replaceAll("\"times\":.*", "");
    }

    @Test
    void neitherBatchesNorWorkersChangeWhatIsCounted() throws InterruptedException {
        String wanted = counted(run(1, 1, image -> false));

        assertThat(counted(run(3, 1, image -> false))).isEqualTo(wanted);
        assertThat(counted(run(2, 32, image -> false))).isEqualTo(wanted);
    }

    @Test
    void aFrameOnWhichAModelFailsIsCountedAndTheOthersAnswered() throws InterruptedException {
        Standing standing = run(2, 8, image -> Summing.sum(image) % 10 == 3);

        long failed = standing.points().get(0).failed();
        assertThat(failed).isPositive();
        assertThat(standing.points().get(0).hits().frames()).isEqualTo(FRAMES - failed);
        assertThat(standing.points().get(1).hits().frames()).isEqualTo(FRAMES);
        assertThat(standing.pairs().get(1).frames()).isEqualTo(FRAMES - failed);
        assertThat(standing.rejected()).containsEntry("inference-failed", failed);
        FrameCounts frames = new FrameCounts(
                FRAMES, FRAMES, 0, 0, Map.of(), standing.rejected(), standing.reasons(), standing.imagesDigest());
        assertThat(Completeness.shortcomings(frames, false, Set.of()).get(0))
                .contains("inference-failed " + failed, "picky default: this image is not liked");
        assertThat(Completeness.shortcomings(frames, false, Set.of(Completeness.Tolerated.REJECTED)))
                .isEmpty();
        assertThat(Completeness.failures(frames))
                .singleElement()
                .asString()
                .startsWith("The replay failed on " + failed + " of " + FRAMES + " frames");
    }

    @Test
    void aModelThatFailsOnItsOwnTestImageEndsTheEvaluation() {
        assertThatThrownBy(() -> run(1, 1, image -> true)).isInstanceOf(ClassifierBrokenException.class);
    }

    @Test
    void whatWasStoppedGoesOnAsIfItHadNotBeen() throws InterruptedException {
        StateFile state = new StateFile(folder.resolve("state.json"), "a plan", "from 2h", Optional.empty());
        Path csv = folder.resolve("answers.csv");
        Standing begun = new Standing(2);
        try (StopSignal stop = StopSignal.internal();
                Predictions predictions = new Predictions(csv, 0)) {
            boolean ended = contest(2, 3, image -> false)
                    .run(
                            new Memory(0, 17, stop),
                            begun,
                            Optional.of(predictions),
                            Optional.of(state),
                            passed -> {},
                            stop);
            assertThat(ended).isFalse();
        }

        StateFile.Kept kept = state.read().orElseThrow();
        int from = kept.positions().getOrDefault(0, 0L).intValue();
        assertThat(from).isBetween(1, FRAMES - 1);
        try (StopSignal stop = StopSignal.internal();
                Predictions predictions = new Predictions(csv, kept.predictionBytes())) {
            assertThat(contest(1, 8, image -> false)
                            .run(
                                    new Memory(from, FRAMES + 1, stop),
                                    kept.standing(),
                                    Optional.of(predictions),
                                    Optional.of(state),
                                    passed -> {},
                                    stop))
                    .isTrue();
        }

        assertThat(counted(kept.standing())).isEqualTo(counted(run(1, 1, image -> false)));
        assertThat(csv).content().hasLineCount(1 + 2 * FRAMES);
        assertThat(state.read().orElseThrow().positions())
                .as("kept until the reports are written")
                .containsEntry(0, (long) FRAMES);
    }

    @Test
    void stateOfAnotherEvaluationIsRefused() throws InterruptedException {
        Path file = folder.resolve("state.json");
        new StateFile(file, "one plan", "from 2h", Optional.empty())
                .write(new TreeMap<>(Map.of(0, 3L)), 0, new Standing(1));

        assertThatThrownBy(() -> new StateFile(file, "another plan", "from 2h", Optional.empty()).read())
                .hasMessageContaining("one plan");
        assertThat(StateFile.rangeIn(file, "from 2h")).isEmpty();
        assertThatThrownBy(() -> StateFile.rangeIn(file, "from 3h")).hasMessageContaining("from 2h", "from 3h");
    }

    @Test
    void predictionsThatWereCutOffAreNotFilledUp() throws IOException {
        Path csv = Files.writeString(folder.resolve("cut.csv"), "frameId\n");

        assertThatThrownBy(() -> new Predictions(csv, 9)).hasMessageContaining("8 bytes long, but 9");
        assertThat(csv).hasSize(8);
    }

    @Test
    void standingsOfPartsAddUpToTheWhole() throws InterruptedException {
        Standing first = new Standing(2);
        Standing second = new Standing(2);
        try (StopSignal one = StopSignal.internal();
                StopSignal other = StopSignal.internal()) {
            contest(1, 1, image -> false)
                    .run(new Memory(0, 20, one), first, Optional.empty(), Optional.empty(), passed -> {}, one);
            int from = (int) first.read();
            contest(1, 1, image -> false)
                    .run(
                            new Memory(from, FRAMES + 1, other),
                            second,
                            Optional.empty(),
                            Optional.empty(),
                            passed -> {},
                            other);
        }

        second.merge(StateFile.standing(StateFile.text(first)));

        assertThat(counted(second)).isEqualTo(counted(run(1, 1, image -> false)));
    }
}
