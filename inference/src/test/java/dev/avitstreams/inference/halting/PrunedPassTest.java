package dev.avitstreams.inference.halting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.avitstreams.inference.halting.MatrixProducts.Activation;
import dev.avitstreams.inference.testing.TestData;
import dev.avitstreams.inference.verify.GoldenSet;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** 16 patches, 6 layers: patches are dropped after the third alone, a quarter of six not being whole. */
class PrunedPassTest {
    private final GoldenSet set = GoldenSet.open(TestData.goldenMini());
    private AVit model;
    private Tensor image; // [1, 3, 32, 32]

    @BeforeEach
    void load() {
        CpuThreads.useOne();
        model = AVit.load(set.weights(), set.architecture(), set.gate());
        image = set.vectors().floats("input").narrow(0, 2, 1);
    }

    @AfterEach
    void close() {
        image.close();
        model.close();
    }

    @Test
    void nothingLeftOutIsTheDensePass() {
        float[] dense = model.dense(image).get(0).logits();
        for (Pruning all :
                List.of(new Pruning.EarlyLayers(0), new Pruning.RandomTokens(1, 1), new Pruning.LeastAttended(1))) {
            PrunedResult result = model.pruned(image, all);

            assertThat(result.logits()).as("%s", all).containsExactly(dense, within(1e-5f));
            assertThat(result.macs()).isEqualTo(Macs.dense(set.architecture()));
        }
    }

    @Test
    void costIsThatOfTheRowsThatWentOn() {
        int[] active = {17, 17, 17, 9, 9, 9};
        for (Pruning half : List.of(new Pruning.RandomTokens(.5, 1), new Pruning.LeastAttended(.5))) {
            assertThat(model.pruned(image, half).macs()).isEqualTo(Macs.ofActive(set.architecture(), active));
        }
        int[] late = {0, 0, 17, 17, 17, 17};
        assertThat(model.pruned(image, new Pruning.EarlyLayers(2)).macs())
                .isEqualTo(Macs.ofActive(set.architecture(), late));
    }

    @Test
    void patchesTheClassTokenLooksAtStay() {
        double[] worth = new double[16];
        for (int patch = 0; patch < 16; patch++) {
            worth[patch] = patch % 3 == 0 ? 2 : 1;
        }

        assertThat(PrunedPass.rowsKept(worth, 6)).containsExactly(0, 1, 4, 7, 10, 13, 16);
    }

    @Test
    void attentionOfTheFirstRowIsItsSoftmax() {
        try (PointerScope scope = new PointerScope()) {
            // Given q = k = x, one head
            Tensor identity = Tensor.create(new float[] {1, 0, 0, 1}, 2, 2);
            Tensor weight = torch.cat(new TensorVector(identity, identity, identity), 0); // [6, 2]
            MatrixProducts products = new LibtorchProducts(ScalarType.Float);
            Tensor bias = torch.zeros(new long[] {6});
            LinearMap qkv = new LinearMap(products.prepare(weight, bias, Activation.NONE), 2, 6);
            Attention attention = new Attention(products, qkv, qkv, 1, 2);
            Tensor x = Tensor.create(new float[] {1, 0, 2, 0, 0, 5}, 3, 2);

            // When
            float[] received = new float[3];
            attention
                    .ofFirst(x, Rows.even(1, 3), new MacMeter(1))
                    .data_ptr_float()
                    .get(received);

            // Then scores 1, 2, 0 over √2
            double[] exponentials = {Math.exp(1 / Math.sqrt(2)), Math.exp(2 / Math.sqrt(2)), 1};
            double sum = exponentials[0] + exponentials[1] + exponentials[2];
            for (int row = 0; row < 3; row++) {
                assertThat((double) received[row]).isCloseTo(exponentials[row] / sum, within(1e-6));
            }
        }
    }

    @Test
    void shareOutOfRangeIsRefused() {
        assertThatThrownBy(() -> new Pruning.LeastAttended(0)).hasMessageContaining("kept is 0.0");
    }
}
