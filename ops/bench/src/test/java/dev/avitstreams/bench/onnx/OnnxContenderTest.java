package dev.avitstreams.bench.onnx;

import static dev.avitstreams.bench.Trial.largestDifference;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avitstreams.bench.ContenderException;
import dev.avitstreams.bench.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxContenderTest {
    private static final float ROUNDING = 2e-4f;
    /** Eight bits cost about .2 of logits between −5 and 10; a scale out of place costs several whole ones. */
    private static final float EIGHT_BITS = 1;

    @TempDir
    private Path folder;

    private Trial trial;

    @BeforeEach
    void images() throws IOException {
        trial = new Trial(folder);
    }

    @Test
    void denseLogitsAreThoseOfOurEngine() throws Exception {
        float[] logits = trial.foreign(OnnxContender.dense(trial.job()));

        assertThat(largestDifference(logits, trial.ownDense())).isLessThan(ROUNDING);
    }

    @Test
    void eightBitLogitsAreNearThoseOfOurEngine() throws Exception {
        float[] logits = trial.foreign(OnnxContender.int8(trial.job()));

        // more than rounding, or nothing was quantised
        assertThat(largestDifference(logits, trial.ownDense())).isBetween(ROUNDING, EIGHT_BITS);
    }

    @Test
    void raggedLogitsOfTokensThatAllStayAreThoseOfADensePass() throws Exception {
        List<byte[]> everyLayer = trial.schedule(trial.architecture().blocks());

        float[] logits = trial.foreign(OnnxContender.ragged(trial.job(everyLayer)));

        assertThat(largestDifference(logits, trial.ownDense())).isLessThan(ROUNDING);
    }

    @Test
    void raggedLogitsAreThoseOfOurEngineDroppingTheSameTokens() throws Exception {
        List<byte[]> schedule = trial.schedule(1);

        float[] logits = trial.foreign(OnnxContender.ragged(trial.job(schedule)));

        assertThat(largestDifference(logits, trial.ownScheduled(schedule))).isLessThan(ROUNDING);
        assertThat(largestDifference(logits, trial.ownDense())).isGreaterThan(100 * ROUNDING);
    }

    @Test
    void aScheduleOfOtherImagesIsRefused() {
        List<byte[]> ofOneImage = trial.schedule(1).subList(0, 1);

        assertThatThrownBy(() -> OnnxContender.ragged(trial.job(ofOneImage)))
                .isInstanceOf(ContenderException.class)
                .hasMessageContaining("has 197 depths, needed are 2 images of 197");
    }
}
