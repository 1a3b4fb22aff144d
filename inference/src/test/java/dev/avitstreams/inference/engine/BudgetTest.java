package dev.avitstreams.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.inference.batching.Company;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BudgetTest {
    private long now;
    private final Budget budget = new Budget(1000, 8, 0.5, () -> now);

    @Test
    void aCameraAloneMayTakeAll() {
        assertThat(taken("a", 20, 10)).isEqualTo(8);
    }

    @Test
    void inCompanyACameraTakesItsShareOfTheFramesAndTheOthersTheirs() {
        budget.take("b", 10);

        assertThat(taken("a", 20, 10)).isEqualTo(4);
        assertThat(taken("b", 20, 10)).isEqualTo(3);
        assertThat(taken("c", 20, 10)).isEqualTo(0);
        budget.releaseBytes("b", 10);
        budget.releaseFrame("b");
        assertThat(taken("a", 1, 10)).as("more of the flood").isZero();
        assertThat(taken("c", 1, 10)).isEqualTo(1);
    }

    @Test
    void inCompanyACameraTakesItsShareOfTheBytesAndOneFrameOfWhateverSize() {
        budget.take("b", 10);

        assertThat(taken("a", 8, 200)).isEqualTo(2);
        assertThat(taken("c", 8, 590))
                .as("larger than a share, but the only one")
                .isEqualTo(1);
        assertThat(budget.bytes()).isEqualTo(1000);
    }

    @Test
    void companyIsForgottenAfterAWhile() {
        budget.take("b", 10);
        budget.releaseBytes("b", 10);
        budget.releaseFrame("b");
        now = Company.MEMORY.toNanos();
        assertThat(taken("a", 8, 10)).as("while it is remembered").isEqualTo(4);

        now++;

        assertThat(taken("a", 8, 10)).as("afterwards").isEqualTo(4);
        assertThat(budget.frames()).isEqualTo(8);
    }

    @Test
    void aRefusedFrameTellsOfACameraToo() {
        assertThat(taken("a", 8, 10)).isEqualTo(8);
        assertThat(taken("b", 1, 10)).isZero();

        budget.releaseBytes("a", 10);
        budget.releaseFrame("a");

        assertThat(taken("a", 1, 10)).as("the flood's next").isZero();
        assertThat(taken("b", 1, 10)).isEqualTo(1);
    }

    @Test
    void whatIsTakenBeyondTheBudgetComesBackAsWell() {
        IntStream.range(0, 12).forEach(i -> budget.take("a", 500));
        assertThat(budget.bytes()).isEqualTo(6000);

        IntStream.range(0, 12).forEach(i -> {
            budget.releaseFrame("a");
            budget.releaseBytes("a", 500);
        });

        assertThat(budget.bytes()).isZero();
        assertThat(budget.frames()).isZero();
    }

    private long taken(String camera, int frames, int bytes) {
        return IntStream.range(0, frames)
                .filter(i -> budget.tryTake(camera, bytes))
                .count();
    }
}
