package dev.avitstreams.topology.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.inference.elastic.LoadSample;
import dev.avitstreams.inference.elastic.PointChoice;
import dev.avitstreams.inference.engine.EngineListener;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedTroubleTest {
    private final List<String> told = new ArrayList<>();
    private final SharedTrouble shared = new SharedTrouble(new EngineListener() {
        @Override
        public void pointsChosen(LoadSample sample, PointChoice choice) {
            told.add("place " + choice.normal());
        }

        @Override
        public void operatorBroken(String trouble) {
            told.add("broken: " + trouble);
        }

        @Override
        public void operatorRecovered() {
            told.add("recovered");
        }

        @Override
        public void operatorLost(String reason) {
            told.add("lost: " + reason);
        }
    });
    private final EngineListener old = shared.newcomer();
    private final EngineListener next = shared.newcomer();

    @Test
    void nothingAnOperatorReportsIsLeftOut() {
        for (Method method : EngineListener.class.getMethods()) {
            if (!Modifier.isStatic(method.getModifiers())) {
                assertThat(List.of(old.getClass().getDeclaredMethods()))
                        .as(method.getName())
                        .anyMatch(own -> own.getName().equals(method.getName())
                                && Arrays.equals(own.getParameterTypes(), method.getParameterTypes()));
            }
        }
    }

    @Test
    void pointsAreThoseOfTheOperatorThatServes() {
        LoadSample sample = new LoadSample(1, Duration.ofMillis(100), 0, 0, 0, 0, Duration.ZERO, 0);
        shared.serves(old);
        next.pointsChosen(sample, new PointChoice(2, 0));
        old.pointsChosen(sample, new PointChoice(1, 0));
        shared.serves(next);
        old.pointsChosen(sample, new PointChoice(3, 0));
        next.pointsChosen(sample, new PointChoice(0, 0));

        assertThat(told).containsExactly("place 1", "place 0");
    }

    @Test
    void afterALossNothingIsWellAgain() {
        old.operatorBroken("no device");
        old.operatorLost("it hangs");
        old.operatorRecovered();
        next.operatorBroken("no device");
        shared.over(next);

        assertThat(told).containsExactly("broken: no device", "lost: it hangs");
    }

    @Test
    void aRetiredOperatorsTroubleEndsWithIt() {
        old.operatorBroken("no device");
        shared.over(old);
        shared.over(next);

        assertThat(told).containsExactly("broken: no device", "recovered");
    }

    @Test
    void oneThatRecoversDoesNotSpeakForTheOther() {
        old.operatorBroken("no device");
        next.operatorBroken("it hangs");
        old.operatorRecovered();
        assertThat(told).containsExactly("broken: no device");

        next.operatorRecovered();
        assertThat(told).containsExactly("broken: no device", "recovered");
    }

    @Test
    void anOperatorLostWhileItRetiresIsLostForTheProcess() {
        old.operatorLost("it hangs");

        assertThat(told).containsExactly("lost: it hangs");
    }
}
