package dev.avitstreams.inference.halting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.avitstreams.inference.halting.MatrixProducts.Activation;
import dev.avitstreams.inference.halting.MatrixProducts.Prepared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class Int8ProductsTest {
    /** What oneDNN may be kept to. */
    private static final Set<String> WITHOUT_VNNI = Set.of("SSE41", "AVX", "AVX2", "AVX512_CORE");

    private static final int ROWS = 50;
    private static final int IN = 192;
    private static final int OUT = 96;

    /** Half a step of activations of ±4 and of weights of ±0.2, over 192 terms with random signs: 0.1 at the very most. */
    private static final double TOLERANCE = .1;

    @ParameterizedTest
    @EnumSource(Activation.class)
    void productsAreThoseOfFloatsButForRounding(Activation activation) {
        CpuThreads.useOne();
        Random random = new Random(3);
        try (PointerScope scope = new PointerScope()) {
            // Given output channels of very different size, so that one scale for all would not do
            Tensor weight = Tensor.create(values(random, OUT * IN, .05f), OUT, IN);
            weight.narrow(0, 0, OUT / 2).mul_(new Scalar(.01));
            Tensor bias = Tensor.create(values(random, OUT, 1), OUT);
            Tensor x = Tensor.create(values(random, ROWS * IN, 1), ROWS, IN);

            // When
            float[] exact = product(LibtorchProducts.of(OperatorPrecision.F32), weight, bias, activation, x);
            float[] rounded =
                    product(new Int8Products(LibtorchProducts.of(OperatorPrecision.F32)), weight, bias, activation, x);

            // Then
            double small = 0;
            double large = 0;
            for (int index = 0; index < exact.length; index++) {
                double error = Math.abs(exact[index] - rounded[index]);
                if (index % OUT < OUT / 2) {
                    small = Math.max(small, error);
                } else {
                    large = Math.max(large, error);
                }
            }
            assertThat(large).isPositive().isLessThan(TOLERANCE);
            assertThat(small).isLessThan(TOLERANCE / 50);
        }
    }

    /** Else every test of oneDNN's would be skipped, and int8 be slow. */
    @Test
    void areNotForProcessorsWithVnni() throws IOException {
        Libtorch.load();
        Path processor = Path.of("/proc/cpuinfo");
        assumeTrue(Files.exists(processor));
        boolean mayUseVnni = !WITHOUT_VNNI.contains(System.getenv().getOrDefault("ONEDNN_MAX_CPU_ISA", "ALL"));
        boolean hasVnni = mayUseVnni && Files.readString(processor).contains("_vnni");
        try (MatrixProducts products = MatrixProducts.onCpu(OperatorPrecision.INT8)) {
            assertThat(products).isInstanceOf(hasVnni ? OneDnnInt8Products.class : Int8Products.class);
        }
    }

    private static float[] product(
            MatrixProducts products, Tensor weight, Tensor bias, Activation activation, Tensor x) {
        try (Prepared prepared = products.prepare(weight, bias, activation);
                Tensor product = prepared.apply(x)) {
            float[] values = new float[ROWS * OUT];
            product.data_ptr_float().get(values);
            return values;
        }
    }

    private static float[] values(Random random, int count, float deviation) {
        float[] values = new float[count];
        for (int index = 0; index < count; index++) {
            values[index] = deviation * (float) random.nextGaussian();
        }
        return values;
    }
}
