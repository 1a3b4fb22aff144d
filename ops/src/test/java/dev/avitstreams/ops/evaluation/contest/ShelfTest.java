package dev.avitstreams.ops.evaluation.contest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ShelfTest {
    private static void add(Shelf shelf, int number) {
        String image = "image-" + number % 17;
        String frame = "frame-" + number;
        shelf.add(
                number % 17 / 3,
                image,
                frame,
                () -> new Exhibit(image, frame, "", 0, 1, .5, 1, 0, 0, new byte[0], new byte[0]));
    }

    @Property(tries = 50)
    void theSameFewAreShownInWhateverOrderFramesCome(@ForAll long seed) {
        List<Integer> numbers = new ArrayList<>();
        for (int number = 0; number < 60; number++) {
            numbers.add(number);
        }
        Shelf inOrder = new Shelf(5);
        numbers.forEach(number -> add(inOrder, number));
        Collections.shuffle(numbers, new Random(seed));
        Shelf one = new Shelf(5);
        Shelf other = new Shelf(5);
        numbers.subList(0, 30).forEach(number -> add(one, number));
        numbers.subList(30, 60).forEach(number -> add(other, number));

        one.merge(other);

        List<String> shown = one.exhibits().stream().map(Exhibit::frameId).toList();
        assertThat(shown)
                .isEqualTo(inOrder.exhibits().stream().map(Exhibit::frameId).toList());
        assertThat(one.exhibits().stream().map(Exhibit::image))
                .doesNotHaveDuplicates()
                .hasSize(5);
    }
}
