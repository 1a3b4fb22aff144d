package dev.avitstreams.topology.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.inference.engine.EngineListener;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedTroubleTest {
    private final List<String> told = new ArrayList<>();
    private final SharedTrouble shared = new SharedTrouble(new EngineListener() {
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
