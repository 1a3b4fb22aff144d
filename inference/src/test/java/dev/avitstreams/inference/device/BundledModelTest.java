package dev.avitstreams.inference.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.avitstreams.inference.frame.Classification;
import dev.avitstreams.inference.frame.DepthMap.Completeness;
import dev.avitstreams.inference.halting.OperatorPrecision;
import dev.avitstreams.inference.image.DecodeLimits;
import dev.avitstreams.inference.image.ImageDecoder;
import dev.avitstreams.inference.image.PreparedImage;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.testing.TarEntries;
import dev.avitstreams.inference.testing.TestData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The model in {@code model/}, on photographs it was not trained on. */
class BundledModelTest {
    private static final int EVERY = 25;
    private static final String VALIDATION = "data/imagenette-224-val.tar";

    @Test
    void passesItsSelfTest() throws InferenceException {
        ModelFolder model = ModelFolder.open(TestData.bundledModel());
        try (Backend backend = Backends.open(model, BackendOptions.defaults())) {
            SelfTest.run(backend, model.manifest().architecture().imageSide(), model.defaultOperatingPoint());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = OperatorPrecision.class,
            names = {"F32", "BF16", "INT8"})
    void recognisesPhotographsForLessThanTheDenseCost(OperatorPrecision precision) throws Exception {
        assumeThat(precision.isForThisCpu()).isTrue();
        Optional<Path> validation = TestData.shared(VALIDATION);
        assumeThat(validation)
                .as("../shared/%s is not beside this checkout", VALIDATION)
                .isPresent();
        // Given every 25th of 1000 images, in folders named by WordNet id
        ModelFolder model = ModelFolder.open(TestData.bundledModel());
        ImageDecoder decoder = new ImageDecoder(model.manifest().architecture().imageSide(), DecodeLimits.DEFAULT);
        List<String> truth = new ArrayList<>();
        List<PreparedImage> images = new ArrayList<>();
        List<TarEntries.Entry> entries = TarEntries.read(validation.orElseThrow());
        for (int index = 0; index < entries.size(); index += EVERY) {
            truth.add(entries.get(index).name().split("/")[0]);
            images.add(decoder.decode(entries.get(index).bytes()));
        }

        // When
        List<Classification> answers;
        BackendOptions options = new BackendOptions(DevicePreference.CPU, 1, Completeness.COMPLETE, precision);
        try (Backend backend = Backends.open(model, options)) {
            answers = backend.classify(images, model.defaultOperatingPoint());
        }

        // Then
        int right = 0;
        long executed = 0;
        for (int index = 0; index < answers.size(); index++) {
            right += answers.get(index).top().get(0).id().equals(truth.get(index)) ? 1 : 0;
            executed += answers.get(index).macsExecuted();
        }
        assertThat(right).isGreaterThanOrEqualTo(answers.size() * 13 / 20); // of 1000 classes
        assertThat(executed).isLessThan(answers.get(0).macsDense() * answers.size() * 7 / 10);
    }
}
