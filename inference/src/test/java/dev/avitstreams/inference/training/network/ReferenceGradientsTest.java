package dev.avitstreams.inference.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.avitstreams.inference.model.Safetensors;
import dev.avitstreams.inference.testing.TestData;
import dev.avitstreams.inference.training.loss.Losses;
import dev.avitstreams.inference.verify.GoldenSet;
import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Losses and gradients against the authors' code, every parameter of a small model with random weights.
 *
 * <p>Tolerance: the largest difference within a parameter's gradient, over the largest entry of that gradient, is below
 * 2e-4. A parameter whose gradient is zero there has an exact zero here.
 */
class ReferenceGradientsTest {
    private static final double PONDER_WEIGHT = 5e-4;
    private static final double PRIOR_WEIGHT = 1e-3;
    private static final double RELATIVE_TOLERANCE = 2e-4;
    private static final double LOSS_TOLERANCE = 1e-5;

    private final GoldenSet set = GoldenSet.open(TestData.goldenMini());
    private final Safetensors expected = Safetensors.open(Path.of(TestData.goldenMini() + "_grads.safetensors"));

    private record Parts(Tensor ce, Tensor ponder, Tensor kl) {
        Tensor of(String name) {
            return switch (name) {
                case "ce" -> ce;
                case "ponder" -> ponder;
                case "kl" -> kl;
                default -> ce.add(ponder).add(kl);
            };
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"total", "ce", "ponder", "kl"})
    void everyGradientIsTheReferences(String part) {
        try (PointerScope scope = new PointerScope();
                Parameters parameters = Parameters.copyOf(set.weights(), set.architecture())) {
            // Given
            parameters.train(name -> true);

            // When
            parts(trace(parameters, ReferenceKl.ROWS)).of(part).backward();

            // Then
            parameters.all().forEach((name, parameter) -> requireGradient(part + "." + name, parameter));
        }
    }

    /** What becomes of halted rows reaches neither of these two. */
    @ParameterizedTest
    @ValueSource(strings = {"ce", "ponder"})
    void gradientsOfTheNetworkAsItTrainsAreTheReferencesToo(String part) {
        try (PointerScope scope = new PointerScope();
                Parameters parameters = Parameters.copyOf(set.weights(), set.architecture())) {
            // Given
            parameters.train(name -> true);

            // When
            parts(trace(parameters, HaltedRows.LEFT_ALONE)).of(part).backward();

            // Then
            parameters.all().forEach((name, parameter) -> requireGradient(part + "." + name, parameter));
        }
    }

    private void requireGradient(String name, Tensor parameter) {
        Tensor wanted = expected.floats(name);
        Tensor gradient = parameter.grad().defined() ? parameter.grad() : torch.zeros_like(wanted);
        double largest = wanted.abs().max().item_double();
        double difference = gradient.sub(wanted).abs().max().item_double();
        assertThat(difference).as(name).isLessThanOrEqualTo(largest * RELATIVE_TOLERANCE);
    }

    @Test
    void lossesAndLogitsAreTheReferences() throws IOException {
        JsonNode step = new JsonMapper()
                .readTree(Path.of(TestData.goldenMini() + ".json").toFile())
                .get("train_step");
        try (PointerScope scope = new PointerScope();
                Parameters parameters = Parameters.copyOf(set.weights(), set.architecture())) {
            // When
            HaltingTrace trace = trace(parameters, ReferenceKl.ROWS);
            Parts parts = parts(trace);

            // Then
            Tensor logits = set.vectors().floats("logits");
            assertThat(trace.logits().sub(logits).abs().max().item_double()).isLessThan(1e-4);
            assertThat(trace.ponder()
                            .sub(set.vectors().floats("rho_token"))
                            .abs()
                            .max()
                            .item_double())
                    .isLessThan(1e-4);
            assertThat(depths(trace)).isEqualTo(set.vectors().longArray("counter_token"));
            assertLoss(parts.ce, step, "ce");
            assertLoss(parts.ponder, step, "ponder_scaled");
            assertLoss(parts.kl, step, "kl_scaled");
            assertLoss(parts.of("total"), step, "total_from_reference_engine");
            assertLoss(classification(trace, .1), step, "ce_label_smoothing_0p1");
        }
    }

    private static void assertLoss(Tensor loss, JsonNode step, String name) {
        double wanted = step.get(name).doubleValue();
        assertThat(loss.item_double()).as(name).isCloseTo(wanted, within(LOSS_TOLERANCE * Math.max(1, wanted)));
    }

    private static long[] depths(HaltingTrace trace) {
        Tensor sum = torch.zeros_like(trace.active().get(0));
        for (Tensor active : trace.active()) {
            sum = sum.add(active);
        }
        float[] depths = new float[(int) sum.numel()];
        sum.data_ptr_float().get(depths);
        long[] whole = new long[depths.length];
        for (int token = 0; token < depths.length; token++) {
            whole[token] = (long) depths[token];
        }
        return whole;
    }

    private HaltingTrace trace(Parameters parameters, HaltedRows haltedRows) {
        return new HaltingNetwork(
                        set.architecture(), set.gate(), set.threshold(), parameters, Precision.F32, 0, haltedRows)
                .forward(set.vectors().floats("input"));
    }

    private Parts parts(HaltingTrace trace) {
        ReferenceKl prior = new ReferenceKl(set.vectors().floatArray("distr_target"));
        return new Parts(
                classification(trace, 0),
                Losses.ponder(trace).mul(new Scalar(PONDER_WEIGHT)),
                prior.distance(trace).mul(new Scalar(PRIOR_WEIGHT)));
    }

    private Tensor classification(HaltingTrace trace, double smoothing) {
        long[] labels = set.vectors().longArray("labels");
        int classes = set.architecture().classes();
        float[] targets = new float[labels.length * classes];
        for (int image = 0; image < labels.length; image++) {
            targets[(int) (image * classes + labels[image])] = 1;
        }
        return Losses.classification(
                trace.logits(), Tensor.create(targets, labels.length, classes), labels.length, smoothing);
    }
}
