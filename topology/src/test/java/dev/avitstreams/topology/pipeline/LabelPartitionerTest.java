package dev.avitstreams.topology.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.schemas.FrameLabel;
import dev.avitstreams.schemas.SourcePosition;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelPartitionerTest {
    @ParameterizedTest
    @CsvSource({"5, 8, 5", "5, 16, 5", "5, 4, 1", "5, 1, 0"})
    void aLabelGoesWhereItsFrameCameFromOrWrapsAround(int ofFrame, int count, int ofLabel) {
        FrameLabel label = new FrameLabel();
        label.setSource(new SourcePosition("camera-frames", ofFrame, 17L));

        assertThat(new LabelPartitioner().partitions("frame-labels", "gate", label, count))
                .contains(Set.of(ofLabel));
    }
}
