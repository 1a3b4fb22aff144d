package dev.avitstreams.inference.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.inference.frame.Classification;
import dev.avitstreams.inference.frame.DepthMap.Completeness;
import dev.avitstreams.inference.halting.OperatorPrecision;
import dev.avitstreams.inference.image.PreparedImage;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.model.OperatingPoint;
import dev.avitstreams.inference.testing.TestData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.NullUnmarked;

/** With the bundled model at its real size, where kernels have their blocks and tails. */
@NullUnmarked
class BatchInvarianceProperties {
    private static final int IMAGES = 10;
    private static final int MOST_WORKERS = 3;

    private static List<OperatingPoint> points;
    private static List<PreparedImage> images;
    private static List<Kind> kinds;

    /**
     * What answers in one precision.
     *
     * @param backends of one worker, of two, ...
     * @param alone by point, then by image
     */
    private record Kind(List<Backend> backends, List<List<Classification>> alone) {}

    @BeforeContainer
    static void computeEachAlone() throws InferenceException {
        ModelFolder model = ModelFolder.open(TestData.bundledModel());
        OperatingPoint own = model.defaultOperatingPoint();
        OperatingPoint smaller =
                new OperatingPoint("smaller", own.threshold(), own.gateShift(), Optional.of(144), Optional.empty());
        points = List.of(own, smaller);
        int side = model.manifest().architecture().imageSide();
        images =
                IntStream.range(0, IMAGES).mapToObj(index -> blobs(side, index)).toList();
        kinds = new ArrayList<>();
        for (OperatorPrecision precision :
                List.of(OperatorPrecision.F32, OperatorPrecision.BF16, OperatorPrecision.INT8)) {
            if (precision.isForThisCpu()) {
                kinds.add(kind(model, precision));
            }
        }
    }

    private static Kind kind(ModelFolder model, OperatorPrecision precision) throws InferenceException {
        Kind kind = new Kind(new ArrayList<>(), new ArrayList<>());
        for (int workers = 1; workers <= MOST_WORKERS; workers++) {
            kind.backends.add(Backends.open(
                    model, new BackendOptions(DevicePreference.CPU, workers, Completeness.COMPLETE, precision)));
        }
        for (OperatingPoint point : points) {
            List<Classification> classifications = new ArrayList<>();
            for (PreparedImage image : images) {
                classifications.addAll(kind.backends.get(0).classify(List.of(image), point));
            }
            assertThat(classifications.stream()
                            .mapToLong(Classification::macsExecuted)
                            .distinct())
                    .as("images that halt differently")
                    .hasSizeGreaterThan(IMAGES / 2);
            kind.alone.add(classifications);
        }
        return kind;
    }

    @AfterContainer
    static void close() {
        kinds.forEach(kind -> kind.backends.forEach(Backend::close));
    }

    @Property(tries = 40)
    void aFramesBitsDependNeitherOnItsBatchNorOnItsOrderNorOnTheWorkers(
            @ForAll @Size(min = 1, max = 14) List<@IntRange(max = IMAGES - 1) Integer> batch,
            @ForAll @IntRange(max = MOST_WORKERS - 1) int backend,
            @ForAll @IntRange(max = 1) int point,
            @ForAll @IntRange(max = 2) int precision)
            throws InferenceException {
        assertAsAlone(batch, kinds.get(precision % kinds.size()), backend, point);
    }

    @Property(tries = 8)
    void norOnBatchesComputedAtTheSameTime(
            @ForAll @Size(2) List<@Size(min = 1, max = 6) List<@IntRange(max = IMAGES - 1) Integer>> batches,
            @ForAll @Size(2) List<@IntRange(max = 1) Integer> pointsOfBatches,
            @ForAll @IntRange(max = 2) int precision)
            throws ExecutionException, InterruptedException {
        ExecutorService callers = Executors.newFixedThreadPool(batches.size());
        try {
            List<Future<Void>> running = new ArrayList<>();
            for (int number = 0; number < batches.size(); number++) {
                List<Integer> batch = batches.get(number);
                int point = pointsOfBatches.get(number);
                Callable<Void> call = () -> {
                    assertAsAlone(batch, kinds.get(precision % kinds.size()), MOST_WORKERS - 1, point);
                    return null;
                };
                running.add(callers.submit(call));
            }
            for (Future<Void> call : running) {
                call.get();
            }
        } finally {
            callers.shutdown();
        }
    }

    private static void assertAsAlone(List<Integer> batch, Kind kind, int backend, int point)
            throws InferenceException {
        List<Classification> together = kind.backends
                .get(backend)
                .classify(batch.stream().map(images::get).toList(), points.get(point));
        assertThat(together).hasSameSizeAs(batch);
        for (int place = 0; place < batch.size(); place++) {
            Classification expected = kind.alone.get(point).get(batch.get(place));
            Classification actual = together.get(place);
            assertThat(actual.logits()).isEqualTo(expected.logits()); // by bits
            assertThat(actual.patchDepths().depths())
                    .isEqualTo(expected.patchDepths().depths());
            assertThat(actual.activeTokens()).isEqualTo(expected.activeTokens());
            assertThat(actual.macsExecuted()).isEqualTo(expected.macsExecuted());
        }
    }

    /** Coloured rectangles on noise: something in it, and another in each. */
    private static PreparedImage blobs(int side, int seed) {
        Random random = new Random(seed);
        byte[] pixels = new byte[3 * side * side];
        if (seed % 2 == 0) {
            random.nextBytes(pixels);
        }
        for (int blob = 0; blob < 1 + seed; blob++) {
            int left = random.nextInt(side);
            int top = random.nextInt(side);
            int right = left + random.nextInt(side - left);
            int bottom = top + random.nextInt(side - top);
            for (int channel = 0; channel < 3; channel++) {
                byte value = (byte) random.nextInt(256);
                for (int y = top; y < bottom; y++) {
                    int row = (channel * side + y) * side;
                    Arrays.fill(pixels, row + left, row + right, value);
                }
            }
        }
        return new PreparedImage(side, pixels);
    }
}
