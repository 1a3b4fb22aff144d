package dev.avitstreams.ops.chaos.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderFileTest {
    @TempDir
    Path folder;

    @Test
    void anOrderIsTakenOnce() {
        OrderFile giver = OrderFile.beside(folder.resolve("avit.yaml"));
        OrderFile taker = OrderFile.beside(folder.resolve("avit.yaml"));
        assertThat(taker.take()).isEmpty();

        giver.give(OperatorOrder.STALL);
        assertThat(giver.isTaken()).isFalse();

        assertThat(taker.take()).contains(OperatorOrder.STALL);
        assertThat(giver.isTaken()).isTrue();
        assertThat(taker.take()).isEmpty();
    }

    @Test
    void theLaterOfTwoOrdersCounts() {
        OrderFile file = OrderFile.beside(folder.resolve("avit.yaml"));

        file.give(OperatorOrder.STALL);
        file.give(OperatorOrder.DIE);

        assertThat(file.take()).contains(OperatorOrder.DIE);
    }
}
