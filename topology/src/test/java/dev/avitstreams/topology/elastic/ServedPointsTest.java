package dev.avitstreams.topology.elastic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avitstreams.inference.model.ModelException;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.model.OperatingPoint;
import dev.avitstreams.topology.config.ElasticSection;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * On the bundled model: default 77.0 % at 0.760 GMACs, careful 76.4 at 0.801, fast 76.3 at 0.717, fastest 75.4 at 0.676,
 * side-208 76.4 at 0.643, side-176 75.0 at 0.443, side-160 72.8 at 0.361, side-144 71.0 at 0.289, side-128 70.0 at 0.227,
 * side-112 65.2 at 0.172, side-96 54.8 at 0.123.
 */
class ServedPointsTest {
    private static final Path BUNDLED = Path.of("../model");
    private static final ModelFolder MODEL = ModelFolder.open(BUNDLED);

    private static ServedPoints elastic(Optional<Double> minAccuracy, List<String> points) {
        ElasticSection section =
                new ElasticSection(minAccuracy, points, ElasticSection.DEFAULT.latencyObjective(), List.of());
        return ServedPoints.of(MODEL, "elastic", section);
    }

    private static List<String> names(ServedPoints served) {
        return served.ladder().orElseThrow().points().stream()
                .map(OperatingPoint::name)
                .toList();
    }

    @Test
    void aFixedPointIsTheOnlyOne() {
        ServedPoints fixed = ServedPoints.of(MODEL, "fast", ElasticSection.DEFAULT);

        assertThat(fixed.best().name()).isEqualTo("fast");
        assertThat(fixed.name()).isEqualTo("fast");
        assertThat(fixed.ladder()).isEmpty();
    }

    @Test
    void allThatNoOtherBeatsAndThatAreNearTheBestAreChosenAmong() {
        ServedPoints served = elastic(Optional.empty(), List.of());

        assertThat(names(served))
                .containsExactly("default", "side-208", "side-176", "side-160", "side-144", "side-128");
        assertThat(served.best().name()).isEqualTo("default");
        assertThat(served.name()).isEqualTo("elastic");
        assertThat(served.inWords())
                .isEqualTo("chooses by load among default, side-208, side-176, side-160, side-144, side-128");
    }

    @Test
    void theLeastAccuracyLeavesOutWhatIsBelow() {
        assertThat(names(elastic(Optional.of(.74), List.of()))).containsExactly("default", "side-208", "side-176");
        assertThat(names(elastic(Optional.of(0.), List.of())))
                .containsExactly(
                        "default", "side-208", "side-176", "side-160", "side-144", "side-128", "side-112", "side-96");
    }

    @Test
    void pointsThatAreNamedAreTakenAsTheyAre() {
        assertThat(names(elastic(Optional.empty(), List.of("fastest", "careful"))))
                .containsExactly("careful", "fastest");
    }

    @Test
    void oneThatIsLeftIsToBeNamedAsItIs() {
        assertThatThrownBy(() -> elastic(Optional.of(.766), List.of()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("only 'default' is left to choose")
                .hasMessageContaining("Set model.operating-point to it");
    }

    @Test
    void noneThatIsLeftIsRefusedWithWhatTheBestReaches() {
        assertThatThrownBy(() -> elastic(Optional.of(.99), List.of()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("model.operating-point is elastic")
                .hasMessageContaining("min-accuracy is 0.99")
                .hasMessageContaining("0.77");
    }

    @Test
    void aPointThereIsNotIsRefusedWithThoseThereAre() {
        assertThatThrownBy(() -> elastic(Optional.empty(), List.of("default", "hasty")))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("no operating point 'hasty'")
                .hasMessageContaining("fastest");
    }
}
