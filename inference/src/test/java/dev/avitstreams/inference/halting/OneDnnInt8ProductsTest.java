package dev.avitstreams.inference.halting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.avitstreams.inference.halting.MatrixProducts.Mlp;
import dev.avitstreams.inference.halting.MatrixProducts.Normed;
import dev.avitstreams.inference.halting.MatrixProducts.Prepared;
import dev.avitstreams.inference.onednn.OneDnn;
import dev.avitstreams.inference.onednn.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Beside norms and products of floats, of the sizes of DeiT-Tiny. */
@ParameterizedClass
@EnumSource(
        value = ValueType.class,
        names = {"F32", "BF16"})
class OneDnnInt8ProductsTest {
    private static final int WIDTH = 192;
    private static final int HIDDEN = 4 * WIDTH;

    /**
     * Of outputs whose deviation is 1. A step of the rows is √191 / 127 = 0.11, one of the weights a fortieth of their deviation, both
     * rounded by half a step at most: a deviation of 0.03 and 0.01, and five times that among so many values.
     */
    private static final double TOLERANCE = .18;

    /** After two products, the second of up to 768 values that are a step of 0.06 to 0.1 apart besides. */
    private static final double TOLERANCE_OF_MLP = .25;

    private final ValueType others;
    private final MatrixProducts reference = new LibtorchProducts(ScalarType.Float);
    private MatrixProducts products;
    private InferenceMode inference;
    private PointerScope scope;

    OneDnnInt8ProductsTest(ValueType others) {
        this.others = others;
    }

    @BeforeEach
    void begin() {
        Libtorch.load();
        assumeTrue(OneDnn.isFastInInt8() && (others == ValueType.F32 || OneDnn.isFastInBf16()));
        CpuThreads.useOne();
        torch.manual_seed(5);
        products = new OneDnnInt8Products(others);
        inference = new InferenceMode(true);
        scope = new PointerScope();
    }

    @AfterEach
    void end() {
        if (products != null) {
            scope.close();
            inference.close();
            products.close();
        }
    }

    @Test
    void normedProductsAreThoseOfFloatsButForRounding() {
        Tensor weight = weight(3 * WIDTH, WIDTH);
        weight.narrow(0, 0, WIDTH)
                .mul_(scalar(.01)); // channels of very different size, so that one scale for all would not do
        Tensor bias = torch.randn(3 * WIDTH).mul_(scalar(.01));

        Tensor difference = difference(weight, bias, rows(197));

        double small = most(difference.narrow(1, 0, WIDTH));
        double large = most(difference.narrow(1, WIDTH, 2 * WIDTH));
        assertThat(large).isPositive().isLessThan(TOLERANCE);
        assertThat(small).isPositive().isLessThan(TOLERANCE / 50);
    }

    /** The largest value a norm can give is one among equals, and such rows do occur. */
    @Test
    void nothingFromANormIsTooLarge() {
        Tensor x = torch.zeros(4, WIDTH);
        x.select(1, 7).copy_(Tensor.create(new float[] {1, -1, 1e6f, -1e6f}, 4));

        assertThat(most(difference(weight(WIDTH, WIDTH), torch.randn(WIDTH), x)))
                .isLessThan(TOLERANCE);
    }

    private Tensor difference(Tensor weight, Tensor bias, Tensor x) {
        Tensor scale = scale();
        Tensor shift = torch.randn(WIDTH);
        try (Chain ours = new Chain(products.normed(scale, shift, weight, bias));
                Chain theirs = new Chain(reference.normed(scale, shift, weight, bias))) {
            return ours.applyToF32(x).sub(theirs.applyToF32(x));
        }
    }

    @Test
    void anMlpIsThatOfFloatsButForRounding() {
        Tensor weight1 = weight(HIDDEN, WIDTH);
        weight1.narrow(0, 0, WIDTH).mul_(scalar(.01)); // as above
        Tensor weight2 = weight(WIDTH, HIDDEN);
        Tensor before = torch.randn(197, WIDTH);
        Tensor scale = scale();
        Tensor shift = torch.randn(WIDTH);
        Tensor bias1 = torch.randn(HIDDEN);
        Tensor bias2 = torch.randn(WIDTH);
        Tensor x = rows(197);
        try (Chain ours = new Chain(products.mlp(scale, shift, weight1, bias1, weight2, bias2));
                Chain theirs = new Chain(reference.mlp(scale, shift, weight1, bias1, weight2, bias2))) {
            Tensor sum = before.clone();
            ours.addTo(sum, x);
            Tensor expected = theirs.applyToF32(x);
            assertThat(most(sum.sub(before).sub(expected))).isPositive().isLessThan(TOLERANCE_OF_MLP);
            assertThat(most(ours.applyToF32(x).sub(expected))).isLessThan(TOLERANCE_OF_MLP);
        }
    }

    /** Rows like the weights of a channel give its largest value; and their opposites none. */
    @Test
    void nothingFromGeluIsTooLarge() {
        Tensor weight1 = weight(HIDDEN, WIDTH);
        Tensor weight2 = torch.eye(HIDDEN).narrow(0, 0, WIDTH).contiguous(); // shows the first channels
        Tensor ones = torch.ones(WIDTH);
        Tensor zeros = torch.zeros(WIDTH);
        Tensor bias1 = torch.randn(HIDDEN);
        Tensor x = torch.cat(new TensorVector(
                weight1.narrow(0, 0, 60), weight1.narrow(0, 60, 60).neg()));
        try (Chain ours = new Chain(products.mlp(ones, zeros, weight1, bias1, weight2, zeros));
                Chain theirs = new Chain(reference.mlp(ones, zeros, weight1, bias1, weight2, zeros))) {
            Tensor expected = theirs.applyToF32(x);
            assertThat(most(expected)).isGreaterThan(12);
            assertThat(most(ours.applyToF32(x).sub(expected))).isLessThan(TOLERANCE);
        }
    }

    @Test
    void rowsOfEqualNumbersAndChannelsOfZerosGiveTheBias() {
        Tensor weight = weight(WIDTH, WIDTH);
        weight.select(0, 1).zero_();
        Tensor bias = torch.randn(WIDTH);
        try (Chain chain = new Chain(products.normed(torch.ones(WIDTH), torch.zeros(WIDTH), weight, bias))) {
            Tensor result = chain.applyToF32(torch.full(new long[] {3, WIDTH}, scalar(2)));
            assertThat(most(result.sub(bias))).isLessThan(1e-4);
            Tensor channel = chain.applyToF32(torch.randn(9, WIDTH)).select(1, 1);
            assertThat(most(channel.sub(bias.select(0, 1)))).isZero();
        }
    }

    /** Channels that no row reaches, that no weight leads to, and that lead nowhere. */
    @Test
    void channelsOfAnMlpMayBeIdle() {
        Tensor weight1 = weight(HIDDEN, WIDTH);
        weight1.narrow(0, 0, 3).zero_();
        Tensor bias1 = torch.randn(HIDDEN);
        bias1.narrow(0, 0, 4).copy_(Tensor.create(new float[] {-20, 0, 3, -60}, 4));
        Tensor weight2 = weight(WIDTH, HIDDEN);
        weight2.select(0, 1).zero_();
        Tensor bias2 = torch.randn(WIDTH);
        Tensor scale = scale();
        Tensor shift = torch.randn(WIDTH);
        Tensor x = rows(40);
        try (Chain ours = new Chain(products.mlp(scale, shift, weight1, bias1, weight2, bias2));
                Chain theirs = new Chain(reference.mlp(scale, shift, weight1, bias1, weight2, bias2))) {
            assertThat(most(ours.applyToF32(x).sub(theirs.applyToF32(x)))).isLessThan(TOLERANCE_OF_MLP);
        }
    }

    @Test
    void aRowHasTheSameBitsAmongAnyNumberOfOthers() {
        assertSameBits(WIDTH, IntStream.rangeClosed(1, 240));
    }

    /** 48 does not fill a kernel's blocks; 768 makes longer sums than the bundled model has. */
    @ParameterizedTest
    @ValueSource(ints = {48, 768})
    void soHasOneOfAnotherModel(int width) {
        assertSameBits(width, IntStream.of(1, 15, 16, 47, 48, 100, 239));
    }

    private void assertSameBits(int width, IntStream numbersOfRows) {
        Tensor x = torch.randn(240, width);
        Tensor scale = torch.rand(width).add_(scalar(.5));
        Tensor shift = torch.randn(width);
        int hidden = 4 * width;
        try (Chain qkv = new Chain(
                        products.normed(scale, shift, torch.randn(3 * width, width), torch.randn(3 * width)));
                Chain mlp = new Chain(products.mlp(
                        scale,
                        shift,
                        torch.randn(hidden, width),
                        torch.randn(hidden),
                        torch.randn(width, hidden),
                        torch.randn(width)))) {
            float[] all = Host.floats(qkv.apply(x));
            float[] allWhole = Host.floats(qkv.applyToF32(x));
            float[] allOfMlp = Host.floats(mlp.apply(x));
            float[] allSums = Host.floats(added(mlp, x));
            numbersOfRows.forEach(rows -> {
                int first = 240 - rows;
                Tensor last = x.narrow(0, first, rows);
                assertThat(Host.floats(qkv.apply(last))).isEqualTo(from(first, all));
                assertThat(Host.floats(qkv.applyToF32(last))).isEqualTo(from(first, allWhole));
                assertThat(Host.floats(mlp.apply(last))).isEqualTo(from(first, allOfMlp));
                assertThat(Host.floats(added(mlp, last))).isEqualTo(from(first, allSums));
            });
        }
    }

    /** Weights are packed by the thread that loads a model, which may use all cores, and multiplied by workers that use one. */
    @ParameterizedTest
    @ValueSource(ints = {2, 8})
    void weightsPackedBesideManyNativeThreadsAreMultipliedByOne(int threads) {
        Tensor weight = weight(3 * WIDTH, WIDTH);
        Tensor bias = torch.randn(3 * WIDTH);
        Tensor x = rows(65);
        CpuThreads.use(threads);
        try (Chain ours = new Chain(products.normed(torch.ones(WIDTH), torch.zeros(WIDTH), weight, bias));
                Chain theirs = new Chain(reference.normed(torch.ones(WIDTH), torch.zeros(WIDTH), weight, bias))) {
            Tensor there = ours.applyToF32(x);
            CpuThreads.useOne();
            Tensor expected = theirs.applyToF32(x);
            assertThat(most(there.sub(expected))).isLessThan(TOLERANCE);
            assertThat(most(ours.applyToF32(x).sub(expected))).isLessThan(TOLERANCE);
        }
    }

    private static float[] from(int row, float[] all) {
        return Arrays.copyOfRange(all, row * (all.length / 240), all.length);
    }

    private static Tensor added(Chain chain, Tensor x) {
        Tensor sum = x.clone();
        chain.addTo(sum, x);
        return sum;
    }

    @Test
    void rowsOfNoNormAreRefused() {
        Normed normed =
                products.normed(torch.ones(WIDTH), torch.zeros(WIDTH), weight(WIDTH, WIDTH), torch.randn(WIDTH));
        try (Chain chain = new Chain(normed)) {
            assertThatThrownBy(() -> normed.product().apply(torch.randn(8, WIDTH)))
                    .hasMessageContaining("U8 [8, 192]");
            assertThatThrownBy(() -> chain.apply(torch.randn(8, WIDTH + 1))).hasMessageContaining("F32 [8, 192]");
        }
    }

    /** One after the other, and closed together. */
    private record Chain(LayerNorm norm, List<Prepared> before, Prepared last) implements AutoCloseable {
        Chain(Normed normed) {
            this(normed.norm(), List.of(), normed.product());
        }

        Chain(Mlp mlp) {
            this(mlp.norm(), List.of(mlp.fc1()), mlp.fc2());
        }

        private Tensor untilLast(Tensor x) {
            Tensor rows = norm.apply(x);
            for (Prepared product : before) {
                rows = product.apply(rows);
            }
            return rows;
        }

        Tensor apply(Tensor x) {
            return last.apply(untilLast(x));
        }

        Tensor applyToF32(Tensor x) {
            return last.applyToF32(untilLast(x));
        }

        void addTo(Tensor sum, Tensor x) {
            last.addTo(sum, untilLast(x));
        }

        @Override
        public void close() {
            last.close();
            before.forEach(Prepared::close);
            norm.close();
        }
    }

    private static Tensor rows(int count) {
        return torch.randn(count, WIDTH).mul_(scalar(40)).add_(scalar(9));
    }

    private static Tensor scale() {
        return torch.rand(WIDTH).add_(scalar(.5));
    }

    /** [out, in], outputs of unit deviation. */
    private static Tensor weight(int out, int in) {
        return torch.randn(out, in).mul_(scalar(1 / Math.sqrt(in)));
    }

    private static double most(Tensor values) {
        return values.abs().max().item_float();
    }

    private static Scalar scalar(double value) {
        return new Scalar(value);
    }
}
