package dev.avitstreams.topology.microbatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.topology.exactlyonce.TaskLanes;
import dev.avitstreams.topology.frames.FrameCoordinate;
import dev.avitstreams.topology.frames.PolledFrame;
import dev.avitstreams.topology.frames.ProcessedFrame;
import dev.avitstreams.topology.pipeline.ScriptedClassifier;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommitWhenCaughtUpTest {
    private static final String FRAMES = "frames";
    private static final byte[] FRAME = {7};

    private final ScriptedClassifier classifier = new ScriptedClassifier();
    private final LookAhead lookAhead =
            new LookAhead(TestTasks.of(classifier, Instant.EPOCH), Clock.systemUTC(), Duration.ofSeconds(60));
    private final MockProcessorContext<String, ProcessedFrame> context = new MockProcessorContext<>();
    private final ClassifyProcessor processor =
            new ClassifyProcessor(lookAhead, new OutcomeWait(Duration.ofSeconds(5)), new TaskLanes());

    @BeforeEach
    void init() {
        processor.init(context);
    }

    @Test
    void theLastOfThePolledFramesAsksForACommit() {
        poll(0);
        poll(1);

        process(0);
        assertThat(context.committed()).isFalse();

        process(1);
        assertThat(context.committed()).isTrue();
    }

    @Test
    void framesOfOtherThreadsAreNotWaitedFor() throws InterruptedException {
        Thread other = new Thread(() -> lookAhead.polled(new FrameCoordinate(FRAMES, 1, 5)));
        other.start();
        other.join();
        poll(0);

        process(0);

        assertThat(context.committed()).isTrue();
    }

    @Test
    void framesBeyondTheBudgetAreWaitedForToo() {
        classifier.withBudget(0);
        poll(0);
        poll(1);

        process(0);
        assertThat(context.committed()).isFalse();

        process(1);
        assertThat(context.committed()).isTrue();
    }

    @Test
    void aPartitionThatLeftIsNotWaitedFor() {
        lookAhead.polled(new FrameCoordinate(FRAMES, 1, 5));
        poll(0);
        lookAhead.forget(1);

        process(0);

        assertThat(context.committed()).isTrue();
    }

    @Test
    void aTaskThatLeavesBeforeItsFirstFrameLeavesNothingBehind() {
        poll(0);

        processor.close();

        assertThat(lookAhead.size()).isZero();
    }

    private void poll(long offset) {
        FrameCoordinate coordinate = new FrameCoordinate(FRAMES, 0, offset);
        lookAhead.polled(coordinate);
        lookAhead.announce(new PolledFrame(coordinate, Instant.EPOCH, null, FRAME));
    }

    private void process(long offset) {
        context.setRecordMetadata(FRAMES, 0, offset);
        processor.process(new Record<>(new byte[0], FRAME, 0));
    }
}
