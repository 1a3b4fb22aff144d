package dev.avitstreams.ops.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.avitstreams.schemas.ModelAnswer;
import dev.avitstreams.schemas.ShadowComparison;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ShadowTallyTest {
    private final ShadowTally tally = new ShadowTally(2);

    private static ModelAnswer answer(String version, String classId, float probability, long macs) {
        return ModelAnswer.newBuilder()
                .setModel("tiny")
                .setVersion(version)
                .setWeightsSha256("00")
                .setOperatingPoint("default")
                .setClassId(classId)
                .setClassName("name of " + classId)
                .setProbability(probability)
                .setLayers(12)
                .setMeanDepth(6)
                .setMacsExecuted(macs)
                .setMacsDense(1000)
                .build();
    }

    private static ShadowComparison pair(long offset, String version, String serving, String candidate) {
        return ShadowComparison.newBuilder()
                .setFrameId("f" + offset)
                .setCameraId("gate")
                .setTopic("frames")
                .setPartition(1)
                .setOffset(offset)
                .setComparedAt(Instant.EPOCH)
                .setAgree(serving.equals(candidate))
                .setServing(answer("1", serving, 0.5f, 400))
                .setCandidate(answer(version, candidate, 0.75f, 300))
                .build();
    }

    @Test
    void pairsAreAddedUpByTheTwoModels() {
        tally.add(pair(1, "2", "cat", "cat"));
        tally.add(pair(2, "2", "cat", "dog"));
        tally.add(pair(2, "3", "cat", "cat"));

        assertThat(tally.lines()).hasSize(2);
        ShadowTally.Line line = tally.lines().get(0);
        assertThat(line.match().candidate().version()).isEqualTo("2");
        assertThat(line.pairs()).isEqualTo(2);
        assertThat(line.agreement()).isEqualTo(0.5);
        assertThat(line.probabilityShift()).isCloseTo(0.25, within(1e-9));
        assertThat(line.macsRatio()).isCloseTo(0.75, within(1e-9));
        assertThat(line.candidateDepth()).isEqualTo(0.5);
    }

    @Test
    void aFrameThatWasComparedTwiceCountsOnce() {
        tally.add(pair(1, "2", "cat", "dog"));
        tally.add(pair(1, "2", "cat", "dog"));

        assertThat(tally.lines().get(0).pairs()).isEqualTo(1);
        assertThat(tally.differences()).hasSize(1);
    }

    @Test
    void theLastDifferencesAreKept() {
        for (int offset = 0; offset < 5; offset++) {
            tally.add(pair(offset, "2", "cat", "dog"));
        }

        assertThat(tally.differences())
                .extracting(ShadowTally.Difference::offset)
                .containsExactly(3L, 4L);
        assertThat(tally.differences().get(0).candidate()).isEqualTo("name of dog");
    }
}
