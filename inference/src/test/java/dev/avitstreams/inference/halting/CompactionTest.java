package dev.avitstreams.inference.halting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CompactionTest {

    @Test
    void ofTwelveBlocksFourAreChosen() {
        assertThat(Compaction.chosen(12).blocks()).containsExactlyInAnyOrder(4, 6, 8, 10);
    }

    @Test
    void aShallowModelHasFewerBlocksToChoose() {
        assertThat(Compaction.chosen(1).blocks()).containsExactly(1);
        assertThat(Compaction.chosen(3).blocks()).containsExactlyInAnyOrder(1, 2, 3);
    }

    @Test
    void namesTheBlocksItFollows() {
        assertThat(Compaction.everyBlock(3).follows(3)).isTrue();
        assertThat(Compaction.never().follows(1)).isFalse();
        assertThat(Compaction.chosen(12).follows(5)).isFalse();
    }
}
