package dev.avitstreams.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.avitstreams.inference.device.BackendOptions;
import dev.avitstreams.inference.device.DevicePreference;
import dev.avitstreams.inference.frame.Classification;
import dev.avitstreams.inference.frame.DepthMap.Completeness;
import dev.avitstreams.inference.frame.FrameOutcome;
import dev.avitstreams.inference.frame.FrameRequest;
import dev.avitstreams.inference.halting.OperatorPrecision;
import dev.avitstreams.inference.image.DecodeLimits;
import dev.avitstreams.inference.image.TestImages;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.testing.TestData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The real model on the real CPU backend: a frame's answer is the same to the bit in whatever company. */
@Timeout(120)
class BatchInvarianceTest {
    private static final List<String> IMAGES = List.of(
            "rgb.jpg", "grey.jpg", "alpha.png", "ycck.jpg", "exif3.jpg", "exif6.jpg", "bilevel.png", "palette.png");

    @ParameterizedTest
    @EnumSource(
            value = OperatorPrecision.class,
            names = {"F32", "BF16", "INT8"})
    void answersDoNotDependOnOrderOrBatch(OperatorPrecision precision) {
        assumeTrue(precision.isForThisCpu());
        ModelFolder model = ModelFolder.open(TestData.bundledModel());
        Map<String, String> alone = new HashMap<>();
        classifyAll(model, precision, 1, IMAGES, alone);
        Random random = new Random(7);
        for (int maxBatch : new int[] {3, 8}) {
            List<String> shuffled = new ArrayList<>(IMAGES);
            Collections.shuffle(shuffled, random);
            Map<String, String> together = new HashMap<>();

            classifyAll(model, precision, maxBatch, shuffled, together);

            assertThat(together).isEqualTo(alone);
        }
        assertThat(alone.values()).doesNotHaveDuplicates();
    }

    private static void classifyAll(
            ModelFolder model,
            OperatorPrecision precision,
            int maxBatch,
            List<String> images,
            Map<String, String> into) {
        BackendOptions twoWorkers = new BackendOptions(DevicePreference.CPU, 2, Completeness.COMPLETE, precision);
        EngineConfig config = EngineConfig.of(maxBatch, Duration.ofMillis(5), 1 << 20, 64);
        try (BatchingFrameClassifier classifier =
                FrameClassifiers.open(model, twoWorkers, config, DecodeLimits.DEFAULT, EngineListener.NONE)) {
            Map<String, CompletableFuture<FrameOutcome>> futures = new HashMap<>();
            for (String image : images) {
                byte[] encoded = TestImages.fixture(image);
                futures.put(
                        image,
                        classifier
                                .offer(new FrameRequest(encoded.length, () -> encoded))
                                .orElseThrow());
            }
            futures.forEach((image, future) -> into.put(image, everyBit(Frames.outcome(future))));
        }
    }

    private static String everyBit(FrameOutcome outcome) {
        Classification c = ((FrameOutcome.Classified) outcome).classification();
        StringBuilder bits = new StringBuilder();
        for (float logit : c.logits()) {
            bits.append(Float.floatToRawIntBits(logit)).append(' ');
        }
        return bits
                + Arrays.toString(c.patchDepths().depths())
                + Arrays.toString(c.activeTokens())
                + c.classTokenDepth()
                + ' '
                + c.meanDepth()
                + ' '
                + c.macsExecuted()
                + c.top();
    }
}
