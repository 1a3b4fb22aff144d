package dev.avitstreams.inference.elastic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TrialsTest {
    private static final long SECOND = 1_000_000_000L;

    private final Trials trials = new Trials(2, Duration.ofSeconds(5), Duration.ofSeconds(60));

    @Test
    void aStepMustHaveFittedForTheHold() {
        trials.note(0, true, 10, 0);

        assertThat(trials.allows(0, 4 * SECOND)).isFalse();
        assertThat(trials.allows(0, 5 * SECOND)).isTrue();
        assertThat(trials.allows(1, 5 * SECOND)).isFalse();
    }

    @Test
    void whatDoesNotFitForAMomentWaitsAnew() {
        trials.note(0, true, 10, 0);
        trials.note(0, false, 10, 4 * SECOND);
        trials.note(0, true, 10, 5 * SECOND);

        assertThat(trials.allows(0, 9 * SECOND)).isFalse();
        assertThat(trials.allows(0, 10 * SECOND)).isTrue();
    }

    @Test
    void aStepThatFailedWaitsEverLongerAtTheSameLoadUpToABound() {
        assertThat(holdAfterFailures(1)).isEqualTo(20);
        assertThat(holdAfterFailures(2)).isEqualTo(60);
        assertThat(holdAfterFailures(9)).isEqualTo(60);
    }

    private static long holdAfterFailures(int failures) {
        Trials trials = new Trials(1, Duration.ofSeconds(5), Duration.ofSeconds(60));
        for (int failure = 0; failure < failures; failure++) {
            trials.failed(0, 10);
        }
        trials.note(0, true, 10, 0);
        long seconds = 0;
        while (!trials.allows(0, seconds * SECOND)) {
            seconds++;
        }
        return seconds;
    }

    @Test
    void withDistinctlyLessToDoTheFirstHoldCounts() {
        trials.failed(0, 10);
        trials.failed(0, 10);
        trials.note(0, true, 5, 0);

        assertThat(trials.allows(0, 5 * SECOND)).isTrue();
    }

    @Test
    void aMomentWithLessToDoIsNotEnough() {
        trials.failed(0, 10);
        trials.note(0, true, 5, 0);
        trials.note(0, true, 10, 4 * SECOND);

        assertThat(trials.allows(0, 6 * SECOND)).isFalse();
    }

    @Test
    void aFailureAtAnotherLoadIsTheFirstOfItsKind() {
        trials.failed(0, 10);
        trials.failed(0, 20);
        trials.note(0, true, 20, 0);

        assertThat(trials.allows(0, 20 * SECOND)).isTrue();
    }
}
