package dev.avitstreams.inference.halting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.inference.halting.Rows.Part;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowsTest {
    private static final int MOST = 10;

    @Test
    void neighboursShareAPartUpToTheMost() {
        List<Part> parts = new Rows(new int[] {4, 6, 1, 9, 3}).parts(MOST);

        assertThat(parts).extracting(Part::start).containsExactly(0, 10, 20);
        assertThat(parts)
                .extracting(part -> part.rows().counts())
                .containsExactly(new int[] {4, 6, 0, 0, 0}, new int[] {0, 0, 1, 9, 0}, new int[] {0, 0, 0, 0, 3});
    }

    @Test
    void anImageOfMoreRowsIsAPartOfItsOwn() {
        List<Part> parts = new Rows(new int[] {2, 25, 2}).parts(MOST);

        assertThat(parts).extracting(Part::start).containsExactly(0, 2, 27);
        assertThat(parts).extracting(part -> part.rows().total()).containsExactly(2, 25, 2);
    }

    @Test
    void imagesWithoutRowsAreInNobodysWay() {
        List<Part> parts = new Rows(new int[] {0, 5, 0, 5, 0}).parts(MOST);

        assertThat(parts).hasSize(1);
        assertThat(parts.get(0).rows().counts()).containsExactly(0, 5, 0, 5, 0);
    }

    @Test
    void noRowsAreNoParts() {
        assertThat(new Rows(new int[] {0, 0}).parts(MOST)).isEmpty();
    }

    @Test
    void withoutABoundAllIsOnePart() {
        assertThat(new Rows(new int[] {100, 200}).parts(Integer.MAX_VALUE)).hasSize(1);
    }
}
