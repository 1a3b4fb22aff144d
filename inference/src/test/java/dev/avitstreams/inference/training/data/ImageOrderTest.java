package dev.avitstreams.inference.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ImageOrderTest {
    @Test
    void everyEpochShowsEveryImageOnceInAnotherOrder() {
        ImageOrder order = new ImageOrder(50, 3);
        Set<Integer> first = new HashSet<>();
        int moved = 0;
        for (int place = 0; place < 50; place++) {
            int early = order.at(place);
            first.add(early);
            moved += early == order.at(50 + place) ? 0 : 1;
        }

        assertThat(first).hasSize(50);
        assertThat(moved).isGreaterThan(40);
        assertThat(new ImageOrder(50, 3).at(77)).isEqualTo(order.at(77));
    }
}
