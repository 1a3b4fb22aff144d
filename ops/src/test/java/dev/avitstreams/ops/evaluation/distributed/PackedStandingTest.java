package dev.avitstreams.ops.evaluation.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.ops.evaluation.contest.Standing;
import dev.avitstreams.ops.evaluation.contest.StateFile;
import org.junit.jupiter.api.Test;

class PackedStandingTest {
    @Test
    void aStandingIsReadBackAsItWas() {
        Standing standing = new Standing(3);

        byte[] packed = PackedStanding.pack(standing);

        assertThat(StateFile.text(PackedStanding.unpack(packed))).isEqualTo(StateFile.text(standing));
        assertThat(packed.length).isLessThan(StateFile.text(standing).length() / 10);
    }
}
