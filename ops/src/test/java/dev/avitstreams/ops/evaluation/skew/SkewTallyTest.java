package dev.avitstreams.ops.evaluation.skew;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.avitstreams.ops.evaluation.skew.SkewTally.Counts;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SkewTallyTest {
    private static Counts counts(long equal, @Nullable Long differing, long unpublished, long notYetPublished) {
        long other = differing == null ? 0 : differing;
        return new Counts(
                equal + other,
                equal,
                differing,
                0,
                other,
                unpublished,
                notYetPublished,
                0,
                0,
                Map.of(),
                Map.of("another of weights", 3L),
                0,
                List.of());
    }

    @Test
    void onlyWhatWasComparedCanBeClean() {
        assertThat(counts(5, 0L, 0, 0).isClean()).isTrue();
        assertThat(counts(5, 1L, 0, 0).isClean()).isFalse();
        assertThat(counts(5, 0L, 1, 0).isClean()).isFalse();
        assertThat(counts(0, null, 0, 0).isClean()).isFalse();
    }

    @Test
    void whatProductionHasNotComeToIsNoDifference() {
        assertThat(counts(5, 0L, 0, 7).isClean()).isTrue();
    }

    @Test
    void aReplayAsRecordedTellsWhatDiffersFromWhatIsNotKnown() {
        assertThat(counts(5, 0L, 0, 0).differs()).isFalse();
        assertThat(counts(5, 1L, 0, 0).differs()).isTrue();
        assertThat(counts(5, 0L, 2, 7).differs()).isFalse();
        assertThat(counts(5, 0L, 2, 7).gaps(false))
                .containsExactly(
                        "9 frames have no label to compare with: of 7 it may come yet, the others were skipped, refused,"
                                + " or lost; --tolerate unlabelled accepts that.",
                        "The labels of 3 frames are of models or points that are not at hand (another of weights); name"
                                + " the folders of those models with --against.");
    }

    @Test
    void framesWithoutALabelCanBeTolerated() {
        assertThat(counts(5, 0L, 2, 7).gaps(true)).singleElement().asString().startsWith("The labels of 3 frames");
    }

    @Test
    void nothingComparedIsWrittenAsNotMeasured() {
        assertThat(new JsonMapper()
                        .valueToTree(counts(0, null, 0, 0))
                        .get("differing")
                        .isNull())
                .isTrue();
    }

    @Test
    void whetherItDiffersIsNotAFieldOfTheReport() {
        assertThat(new JsonMapper().valueToTree(counts(5, 1L, 0, 0)).fieldNames())
                .toIterable()
                .doesNotContain("different", "differs");
    }
}
