package dev.avitstreams.topology.elastic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.inference.elastic.Ladder;
import dev.avitstreams.inference.elastic.LoadSample;
import dev.avitstreams.inference.elastic.PointChoice;
import dev.avitstreams.inference.engine.EngineListener;
import dev.avitstreams.inference.model.OperatingPoint;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ElasticLogTest {
    private static final Ladder LADDER = new Ladder(List.of(point("best", 2), point("fast", 1)));
    private static final PointChoice FAST = new PointChoice(1, 0);

    private final ElasticLog log = new ElasticLog(LADDER, Duration.ofMillis(250), EngineListener.NONE);

    private static OperatingPoint point(String name, double gmacs) {
        return new OperatingPoint(name, .9f, 0, Optional.of(new OperatingPoint.Measured(.7, gmacs, 1)));
    }

    private Optional<String> line(int second, PointChoice choice) {
        long nanos = Duration.ofSeconds(second).toNanos();
        return log.line(new LoadSample(nanos, Duration.ofMillis(100), 1, 0, 1, .97, Duration.ofMillis(312), 9), choice);
    }

    @Test
    void aChangeIsLoggedAtOnceWithWhatItWasMadeBy() {
        assertThat(line(1, PointChoice.BEST)).isEmpty();
        assertThat(line(2, FAST))
                .contains("Operating points changed normal=fast high=best was=best age=312ms objective=250ms"
                        + " busy=0.97 waiting=9 changes=1");
        assertThat(line(3, FAST)).isEmpty();
    }

    @Test
    void manyChangesAreOneLineThatSaysWhereTheyEnded() {
        assertThat(line(1, FAST)).isPresent();
        for (int second = 2; second < 11; second++) {
            assertThat(line(second, second % 2 == 0 ? PointChoice.BEST : FAST)).isEmpty();
        }

        assertThat(line(11, PointChoice.BEST)).get().asString().contains("normal=best", "was=fast", "changes=9");
    }

    @Test
    void whatCameBackToWhereItWasIsNoNews() {
        assertThat(line(1, FAST)).isPresent();
        assertThat(line(2, PointChoice.BEST)).isEmpty();
        assertThat(line(3, FAST)).isEmpty();
        assertThat(line(30, FAST)).isEmpty();
    }
}
