package dev.avitstreams.inference.halting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.avitstreams.inference.halting.MatrixProducts.Activation;
import dev.avitstreams.inference.halting.MatrixProducts.Prepared;
import dev.avitstreams.inference.onednn.OneDnn;
import dev.avitstreams.inference.onednn.ValueType;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** oneDNN's operations in each type beside libtorch's own, of the sizes of DeiT-Tiny and of some that no model has. */
@ParameterizedClass
@EnumSource(
        value = ValueType.class,
        names = {"F32", "BF16"})
class OneDnnProductsTest {
    private static final int WIDTH = 192;
    private static final int HEADS = 3;

    private final ValueType type;
    private final float tolerance;
    private final MatrixProducts reference = new LibtorchProducts(ScalarType.Float);
    private MatrixProducts products;
    private InferenceMode inference;
    private PointerScope scope;

    OneDnnProductsTest(ValueType type) {
        this.type = type;
        this.tolerance = type == ValueType.F32 ? 2e-5f : 2e-2f; // some steps of 2⁻⁸
    }

    @BeforeEach
    void begin() {
        Libtorch.load();
        assumeTrue(type == ValueType.F32 ? OneDnn.isFast() : OneDnn.isFastInBf16());
        CpuThreads.useOne();
        torch.manual_seed(5);
        products = new OneDnnProducts(type);
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

    @ParameterizedTest
    @EnumSource(Activation.class)
    void aProductIsLibtorchs(Activation activation) {
        Tensor weight = torch.randn(4 * WIDTH, WIDTH).mul_(scalar(.05));
        Tensor bias = torch.randn(4 * WIDTH);
        try (Prepared ours = products.prepare(weight, bias, activation);
                Prepared theirs = reference.prepare(weight, bias, activation)) {
            for (int rows : new int[] {1, 17, 197, 240, 301}) {
                Tensor x = torch.randn(rows, WIDTH);
                float[] expected = Host.floats(theirs.apply(x));
                assertClose(Host.floats(ours.apply(x)), expected);
                Tensor whole = ours.applyToF32(x);
                assertClose(Host.floats(whole), expected);
                assertThat(Host.floats(whole)) // not widened from 16 bits
                        .isNotEqualTo(Host.floats(whole.to(ScalarType.BFloat16)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 17, 197, 301})
    void aProductIsAddedToWhatIsThere(int rows) {
        Tensor weight = torch.randn(WIDTH, 4 * WIDTH).mul_(scalar(.05));
        Tensor bias = torch.randn(WIDTH);
        Tensor x = torch.randn(rows, 4 * WIDTH);
        Tensor ours = torch.randn(rows, WIDTH);
        Tensor theirs = ours.clone();

        try (Prepared mine = products.prepare(weight, bias, Activation.NONE);
                Prepared other = reference.prepare(weight, bias, Activation.NONE)) {
            mine.addTo(ours, x);
            other.addTo(theirs, x);
        }

        assertClose(Host.floats(ours), Host.floats(theirs));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 17, 65, 197, 301})
    void attentionIsLibtorchs(int rows) {
        // Given an image between two others
        Tensor all = typed(torch.randn(rows + 7, 3 * WIDTH));
        Tensor qkv = all.narrow(0, 3, rows);
        Tensor ours = typed(torch.zeros(rows + 7, WIDTH));
        Tensor theirs = torch.zeros(rows + 7, WIDTH);

        // When
        products.attention(qkv, ours.narrow(0, 3, rows), HEADS);
        reference.attention(qkv.to(ScalarType.Float), theirs.narrow(0, 3, rows), HEADS);

        // Then the others' rows are untouched too
        assertClose(Host.floats(ours), Host.floats(theirs));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 17, 301})
    void normsAreLibtorchs(int rows) {
        Tensor weight = torch.randn(WIDTH);
        Tensor bias = torch.randn(WIDTH);
        Tensor x = torch.randn(rows, WIDTH).mul_(scalar(3));
        try (LayerNorm ours = products.norm(weight, bias);
                LayerNorm theirs = reference.norm(weight, bias)) {
            assertClose(Host.floats(ours.apply(x)), Host.floats(theirs.apply(x)));
        }
    }

    @ParameterizedTest
    @CsvSource({"192, 576", "192, 192", "192, 768", "768, 192"})
    void aRowHasTheSameBitsAmongAnyNumberOfOthers(int in, int out) {
        assertSameBits(in, out, IntStream.rangeClosed(1, 240));
    }

    @ParameterizedTest
    @CsvSource({"384, 1152", "1536, 384", "768, 2304", "3072, 768"})
    void soHasOneOfAWiderModel(int in, int out) {
        assertSameBits(in, out, IntStream.of(1, 15, 16, 47, 48, 100, 239));
    }

    private void assertSameBits(int in, int out, IntStream numbersOfRows) {
        Tensor weight = torch.randn(out, in);
        Tensor x = torch.randn(240, in);
        Tensor before = torch.randn(240, out);
        Tensor bias = torch.randn(out);
        try (Prepared product = products.prepare(weight, bias, Activation.NONE);
                Prepared activated = products.prepare(weight, bias, Activation.GELU);
                LayerNorm norm = products.norm(torch.randn(in), torch.randn(in))) {
            float[] all = Host.floats(product.apply(x));
            float[] allWhole = Host.floats(product.applyToF32(x));
            float[] allActivated = Host.floats(activated.apply(x));
            float[] allNormed = Host.floats(norm.apply(x));
            float[] allSums = Host.floats(added(product, before, x));
            numbersOfRows.forEach(rows -> {
                int first = 240 - rows;
                Tensor last = x.narrow(0, first, rows);
                assertThat(Host.floats(product.apply(last)))
                        .isEqualTo(Arrays.copyOfRange(all, first * out, all.length));
                assertThat(Host.floats(product.applyToF32(last)))
                        .isEqualTo(Arrays.copyOfRange(allWhole, first * out, all.length));
                assertThat(Host.floats(activated.apply(last)))
                        .isEqualTo(Arrays.copyOfRange(allActivated, first * out, all.length));
                assertThat(Host.floats(norm.apply(last)))
                        .isEqualTo(Arrays.copyOfRange(allNormed, first * in, allNormed.length));
                assertThat(Host.floats(added(product, before.narrow(0, first, rows), last)))
                        .isEqualTo(Arrays.copyOfRange(allSums, first * out, allSums.length));
            });
        }
    }

    private static Tensor added(Prepared product, Tensor before, Tensor x) {
        Tensor sum = before.clone();
        product.addTo(sum, x);
        return sum;
    }

    /** Weights are packed by the thread that loads a model, which may use all cores, and multiplied by workers that use one. */
    @ParameterizedTest
    @ValueSource(ints = {2, 8})
    void weightsPackedBesideManyNativeThreadsAreMultipliedByOne(int threads) {
        for (int out : new int[] {WIDTH, 3 * WIDTH, 4 * WIDTH}) {
            Tensor weight = torch.randn(out, WIDTH).mul_(scalar(.05));
            Tensor bias = torch.randn(out);
            Tensor x = torch.randn(65, WIDTH);
            CpuThreads.use(threads);
            Prepared ours = products.prepare(weight, bias, Activation.NONE);
            float[] there = Host.floats(ours.apply(x));
            CpuThreads.useOne();
            try (ours;
                    Prepared theirs = reference.prepare(weight, bias, Activation.NONE)) {
                float[] expected = Host.floats(theirs.apply(x));
                assertClose(Host.floats(ours.apply(x)), expected);
                assertClose(there, expected);
            }
        }
    }

    @Test
    void manyThreadsRunOneKernelAtOnce() {
        Tensor weight = torch.randn(WIDTH, WIDTH);
        Tensor bias = torch.randn(WIDTH);
        Tensor x = torch.randn(197, WIDTH);
        try (Prepared product = products.prepare(weight, bias, Activation.NONE)) {
            float[] expected = Host.floats(product.apply(x));
            assertThat(IntStream.range(0, 400).parallel().filter(turn -> {
                        CpuThreads.useOne();
                        try (InferenceMode alone = new InferenceMode(true);
                                Tensor result = product.apply(x)) {
                            return Arrays.equals(Host.floats(result), expected);
                        }
                    }))
                    .hasSize(400);
        }
    }

    @Test
    void rowsMayLieApart() {
        // Given the first rows of images
        Tensor x = torch.randn(8, 5L * WIDTH).narrow(1, 0, WIDTH); // [8, D], strided
        Tensor weight = torch.randn(WIDTH, WIDTH);
        Tensor bias = torch.randn(WIDTH);

        // Then
        try (Prepared product = products.prepare(weight, bias, Activation.NONE);
                LayerNorm norm = products.norm(bias, bias)) {
            assertThat(Host.floats(norm.apply(x))).isEqualTo(Host.floats(norm.apply(x.contiguous())));
            assertThat(Host.floats(product.apply(x))).isEqualTo(Host.floats(product.apply(x.contiguous())));
            assertThatThrownBy(() -> product.apply(torch.randn(8, WIDTH + 1))).hasMessageContaining(type + " [8, 192]");
            assertThatThrownBy(() -> product.addTo(x, x.contiguous())).hasMessageContaining("F32 [8, 192]");
        }
    }

    private static Scalar scalar(double value) {
        return new Scalar(value);
    }

    private Tensor typed(Tensor matrix) {
        return matrix.to(type == ValueType.F32 ? ScalarType.Float : ScalarType.BFloat16);
    }

    private void assertClose(float[] ours, float[] theirs) {
        assertThat(ours).hasSameSizeAs(theirs);
        for (int index = 0; index < ours.length; index++) {
            assertThat(ours[index])
                    .as("value %d", index)
                    .isCloseTo(theirs[index], within(tolerance * (1 + Math.abs(theirs[index]))));
        }
    }
}
