package dev.avitstreams.topology.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avitstreams.inference.elastic.Ladder;
import dev.avitstreams.inference.elastic.LoadSample;
import dev.avitstreams.inference.elastic.PointChoice;
import dev.avitstreams.inference.engine.ElasticPolicy;
import dev.avitstreams.inference.engine.EngineListener;
import dev.avitstreams.inference.engine.PointPolicy;
import dev.avitstreams.inference.frame.FrameOrigin;
import dev.avitstreams.inference.model.OperatingPoint;
import dev.avitstreams.inference.model.OperatingPoint.Measured;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NamedPointsTest {
    private static final OperatingPoint BEST = point("best", .8, 3);
    private static final OperatingPoint CHEAP = point("cheap", .6, 1);
    private static final Ladder LADDER = new Ladder(List.of(BEST, CHEAP));

    private final List<PointPolicy> chosen = new ArrayList<>();
    private final NamedPoints points = new NamedPoints(
            List.of(BEST, CHEAP),
            Optional.of(() -> new ElasticPolicy(LADDER, first -> sample -> new PointChoice(1, 1), EngineListener.NONE)),
            chosen::add);

    private static OperatingPoint point(String name, double top1, double gmacs) {
        return new OperatingPoint(name, .9f, 0, Optional.of(new Measured(top1, gmacs, 1)));
    }

    private String chosenNow() {
        return chosen.get(chosen.size() - 1).pointFor(FrameOrigin.UNKNOWN).name();
    }

    @Test
    void aPointThatIsLetGoOfBeginsAtTheBestWhateverWasChosenBefore() {
        points.choose("elastic");
        chosen.get(0).observe(new LoadSample(1, Duration.ofMillis(100), 1, 0, 1, .5, Duration.ZERO, 0));
        assertThat(chosenNow()).isEqualTo("cheap");

        points.choose("cheap");
        points.choose("elastic");

        assertThat(chosenNow()).isEqualTo("best");
    }

    @Test
    void onlyWhatThereIsCanBeChosen() {
        assertThat(points.names()).containsExactly("best", "cheap", "elastic");
        assertThatThrownBy(() -> points.choose("hasty"))
                .hasMessageContaining("name is 'hasty', must be one of best, cheap, elastic");
        assertThat(chosen).isEmpty();
    }
}
