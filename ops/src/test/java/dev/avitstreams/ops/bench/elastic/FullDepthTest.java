package dev.avitstreams.ops.bench.elastic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.inference.frame.DepthMap.Completeness;
import dev.avitstreams.inference.halting.AVit;
import dev.avitstreams.inference.halting.DenseResult;
import dev.avitstreams.inference.halting.HaltingResult;
import dev.avitstreams.inference.halting.HaltingRule;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.model.OperatingPoint;
import dev.avitstreams.ops.chaos.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDepthTest {
    @TempDir
    private Path folder;

    @Test
    void everyTokenGoesToTheLastLayerAndTheModelIsTheSameOtherwise() throws IOException {
        ModelFolder model = ModelFolder.open(TinyModel.writeElasticTo(folder.resolve("model")));

        ModelFolder copy = ModelFolder.open(FullDepth.copy(model, Files.createDirectory(folder.resolve("copy"))));

        assertThat(copy.identity()).isEqualTo(model.identity());
        assertThat(copy.manifest().operatingPoints())
                .containsAll(model.manifest().operatingPoints())
                .extracting(OperatingPoint::name)
                .containsExactly("default", "fast", "fastest", "dense");
        int side = model.manifest().architecture().imageSide();
        float[] pixels = new float[3 * side * side];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextDouble(-2, 2);
        }
        try (AVit avit = AVit.load(copy);
                Tensor image = Tensor.create(pixels, 1, 3, side, side)) {
            HaltingRule rule = HaltingRule.of(copy.operatingPoint("dense"), Completeness.COMPLETE);
            HaltingResult halting = avit.halting(image, rule).get(0);
            DenseResult dense = avit.dense(image).get(0);
            assertThat(halting.depths())
                    .containsOnly((byte) model.manifest().architecture().blocks());
            assertThat(halting.macs()).isGreaterThanOrEqualTo(dense.macs());
            assertThat(halting.logits()).containsExactly(dense.logits());
        }
    }
}
