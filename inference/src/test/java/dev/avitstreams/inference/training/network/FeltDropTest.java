package dev.avitstreams.inference.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.avitstreams.inference.testing.TestData;
import dev.avitstreams.inference.verify.GoldenSet;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

/** Beyond the paper: the task loss tells a score what the drop of its token costs, and products may be bf16. */
class FeltDropTest {
    private static final float THRESHOLD = .99f;
    private static final float NUDGE = .02f;

    private final GoldenSet set = GoldenSet.open(TestData.goldenMini());

    private Tensor logits(Parameters parameters, Precision precision, double dropWidth) {
        return new HaltingNetwork(set.architecture(), set.gate(), set.threshold(), parameters, precision, dropWidth)
                .forward(set.vectors().floats("input"))
                .logits();
    }

    private static double largest(Tensor tensor) {
        return tensor.abs().max().item_double();
    }

    @Test
    void maskFallsAsScoresRiseAndOnlyWhereADropIsFelt() {
        try (PointerScope scope = new PointerScope()) {
            // Given scores far below, near and above τ
            Tensor h = Tensor.create(new float[] {.1f, .9f, 1.2f}, 1, 3).requires_grad_(true);
            HaltingMask felt = new HaltingMask(1, 3, THRESHOLD, .2);
            HaltingMask paper = new HaltingMask(1, 3, THRESHOLD, 0);

            // When
            felt.advance(h);
            paper.advance(h);
            felt.keys().sum().backward();

            // Then
            float[] keys = new float[3];
            felt.keys().detach().data_ptr_float().get(keys);
            assertThat(keys).containsExactly(new float[] {1, 1, 0}, within(1e-6f));
            assertThat(paper.keys().requires_grad()).isFalse();
            float[] slope = new float[3];
            h.grad().data_ptr_float().get(slope);
            assertThat(slope[1]).isLessThan(slope[2]).isLessThan(slope[0]).isNegative();
        }
    }

    @Test
    void forwardPassIsThePapers() {
        try (PointerScope scope = new PointerScope();
                Parameters parameters = Parameters.copyOf(set.weights(), set.architecture())) {
            parameters.train(name -> true);

            Tensor felt = logits(parameters, Precision.F32, .3);

            assertThat(largest(felt.sub(set.vectors().floats("logits")))).isLessThan(1e-4);
        }
    }

    @Test
    void gradientOfAKeyIsWhatItsPresenceChanges() {
        try (PointerScope scope = new PointerScope();
                Parameters parameters = Parameters.copyOf(set.weights(), set.architecture())) {
            // Given a block in which one key counts half and another not at all
            TrainingBlock block = new TrainingBlock(
                    set.architecture(), parameters, "blocks.1.", Precision.F32, HaltedRows.LEFT_ALONE);
            Tensor x =
                    parameters.get("pos_embed").mul(parameters.get("pos_embed").add(parameters.get("cls_token")));
            int tokens = (int) x.size(1);
            float[] counts = new float[tokens];
            java.util.Arrays.fill(counts, 1);
            counts[3] = .5f;
            counts[5] = 0;

            // When
            Tensor keys = Tensor.create(counts, 1, tokens).requires_grad_(true);
            firstRow(block, x, keys).backward();
            float[] gradient = new float[tokens];
            keys.grad().data_ptr_float().get(gradient);

            // Then
            for (int key : new int[] {3, 5}) {
                double more = firstRow(block, x, nudged(counts, key, NUDGE)).item_double();
                double less = firstRow(block, x, nudged(counts, key, -NUDGE)).item_double();
                double slope = (more - less) / (2 * NUDGE);
                assertThat((double) gradient[key]).isCloseTo(slope, within(.02 * Math.abs(slope) + 1e-4));
                assertThat(Math.abs(slope)).as("key %d matters", key).isGreaterThan(1e-3);
            }
        }
    }

    private static Tensor firstRow(TrainingBlock block, Tensor x, Tensor keys) {
        Tensor output = block.apply(x, torch.ones_like(keys), keys).select(1, 0); // [1, D]
        return output.square().sum();
    }

    private static Tensor nudged(float[] counts, int key, float by) {
        float[] changed = counts.clone();
        changed[key] += by;
        return Tensor.create(changed, 1, changed.length).requires_grad_(true);
    }

    @Test
    void halfPrecisionStaysCloseForwardAndBackward() {
        try (PointerScope scope = new PointerScope();
                Parameters parameters = Parameters.copyOf(set.weights(), set.architecture())) {
            // Given
            parameters.train(name -> true);
            Tensor exact = logits(parameters, Precision.F32, 0);
            exact.square().sum().backward();
            Tensor wanted = parameters.get("blocks.0.mlp.fc1.weight").grad().clone();
            parameters
                    .all()
                    .values()
                    .forEach(parameter -> parameter.mutable_grad().zero_());

            // When
            Tensor rough = logits(parameters, Precision.BF16, 0);
            rough.square().sum().backward();
            Tensor gradient = parameters.get("blocks.0.mlp.fc1.weight").grad();

            // Then
            assertThat(rough.dtype().toScalarType().intern()).isEqualTo(ScalarType.Float);
            assertThat(largest(rough.sub(exact))).isBetween(1e-6, .1 * largest(exact));
            assertThat(gradient.sub(wanted).norm().item_double())
                    .isLessThan(.2 * wanted.norm().item_double());
        }
    }

    @Test
    void densePassIsTheOperators() {
        try (PointerScope scope = new PointerScope();
                Parameters parameters = Parameters.copyOf(set.weights(), set.architecture());
                var model =
                        dev.avitstreams.inference.halting.AVit.load(set.weights(), set.architecture(), set.gate())) {
            Tensor images = set.vectors().floats("input");
            Tensor logits = new HaltingNetwork(
                            set.architecture(), set.gate(), set.threshold(), parameters, Precision.F32, 0)
                    .dense(images, false)
                    .logits();

            for (int image = 0; image < logits.size(0); image++) {
                float[] own = new float[(int) logits.size(1)];
                logits.select(0, image).contiguous().data_ptr_float().get(own);
                assertThat(own).containsExactly(model.dense(images).get(image).logits(), within(1e-4f));
            }
        }
    }
}
