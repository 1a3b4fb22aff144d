package dev.avitstreams.topology.microbatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.inference.frame.FrameOutcome;
import dev.avitstreams.topology.frames.FrameCoordinate;
import dev.avitstreams.topology.frames.FrameTask;
import dev.avitstreams.topology.frames.FrameTasks;
import dev.avitstreams.topology.frames.PolledFrame;
import dev.avitstreams.topology.pipeline.ScriptedClassifier;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class LookAheadTest {
    private static final String FRAMES = "frames";
    private static final Instant T0 = Instant.ofEpochSecond(1_700_000_000);

    private final ScriptedClassifier classifier = new ScriptedClassifier();
    private LookAhead lookAhead = at(T0);

    @Test
    void aFrameLookedAheadIsNotStartedAgainWhenItsTurnComes() {
        byte[] payload = {7};
        lookAhead.announce(polled(coordinate(0), payload));
        FrameTask task = lookAhead.claim(polled(coordinate(0), payload));
        assertThat(task.outcome()).isCompleted();
        assertThat(classifier.offers()).isEqualTo(1);
        assertThat(classifier.submits()).isZero();
        assertThat(lookAhead.size()).isZero();
    }

    @Test
    void aFrameBeyondTheBudgetIsStartedWhenItsTurnComes() {
        classifier.withBudget(0);
        lookAhead.announce(polled(coordinate(0), new byte[] {7}));
        assertThat(lookAhead.size()).isZero();
        lookAhead.claim(polled(coordinate(0), new byte[] {7}));
        assertThat(classifier.submits()).isEqualTo(1);
    }

    @Test
    void aFrameBeyondTheBudgetIsStartedAsSoonAsOneBeforeItIsClaimed() {
        byte[] payload = {7};
        classifier.withBudget(1);
        for (int offset = 0; offset < 4; offset++) {
            lookAhead.announce(polled(coordinate(offset), payload));
        }
        assertThat(classifier.offers()).isEqualTo(1);

        classifier.withBudget(2);
        lookAhead.claim(polled(coordinate(0), payload));

        assertThat(classifier.offers()).isEqualTo(3);
        for (int offset = 1; offset < 4; offset++) {
            lookAhead.claim(polled(coordinate(offset), payload));
        }
        assertThat(classifier.submits())
                .as("the one that was never offered again")
                .isEqualTo(1);
        assertThat(lookAhead.size()).isZero();
    }

    @Test
    void aForgottenPartitionsFramesAreNotStartedLater() {
        byte[] payload = {7};
        classifier.withBudget(0);
        lookAhead.announce(polled(coordinate(5), payload));
        lookAhead.forget(0);

        classifier.withBudget(9);
        lookAhead.claim(polled(coordinate(0), payload));

        assertThat(classifier.offers()).isZero();
    }

    @Test
    void aTopicMadeAnewCannotBeGivenTheOldOnesResults() {
        lookAhead.announce(polled(coordinate(0), new byte[] {7}));
        FrameTask task = lookAhead.claim(polled(coordinate(0), new byte[] {8}));
        assertThat(task.payload()).containsExactly(8);
        assertThat(classifier.submits()).isEqualTo(1);
    }

    @Test
    void aFramePolledAgainIsNotStartedAgain() {
        lookAhead.announce(polled(coordinate(0), new byte[] {7}));
        lookAhead.announce(polled(coordinate(0), new byte[] {7}));
        assertThat(classifier.offers()).isEqualTo(1);
        assertThat(lookAhead.size()).isEqualTo(1);
    }

    @Test
    void whatIsForgottenIsWithdrawn() {
        byte[] hangs = {(byte) 255};
        lookAhead.announce(polled(coordinate(0), hangs));
        CompletableFuture<FrameOutcome> forgotten = classifier.lastOffered();
        FrameCoordinate elsewhere = new FrameCoordinate(FRAMES, 1, 0);
        lookAhead.announce(polled(elsewhere, hangs));
        lookAhead.forget(0);
        assertThat(forgotten).isCancelled();
        assertThat(lookAhead.size()).isEqualTo(1);
        assertThat(lookAhead.claim(polled(elsewhere, hangs)).outcome()).isNotDone();
    }

    @Test
    void whatNobodyComesForExpires() {
        lookAhead.announce(polled(coordinate(0), new byte[] {7}));
        lookAhead.expire();
        assertThat(lookAhead.size()).isEqualTo(1);
        LookAhead later = new LookAhead(tasks(), steppingClock(), Duration.ofSeconds(60));
        later.announce(polled(coordinate(0), new byte[] {7}));
        later.expire();
        assertThat(later.size()).isZero();
    }

    @Test
    void theInterceptorAnnouncesFramesAloneAndPassesEverythingOn() {
        ConsumerRecords<byte[], byte[]> polled = new ConsumerRecords<>(
                Map.of(
                        new TopicPartition(FRAMES, 0),
                        List.of(record(FRAMES, T0.toEpochMilli())),
                        new TopicPartition("other", 0),
                        List.of(record("other", T0.toEpochMilli()))),
                Map.of());
        assertThat(interceptor().onConsume(polled)).isSameAs(polled);
        assertThat(lookAhead.size()).isEqualTo(1);
        lookAhead.claim(polled(coordinate(3), new byte[] {7}));
        assertThat(classifier.submits()).isZero();
    }

    /** Its turn gives it a time; judged by its own, it would pass for stale. */
    @Test
    void aRecordWithoutATimeIsLeftUntilItsTurn() {
        interceptor()
                .onConsume(new ConsumerRecords<>(
                        Map.of(new TopicPartition(FRAMES, 0), List.of(record(FRAMES, ConsumerRecord.NO_TIMESTAMP))),
                        Map.of()));
        assertThat(classifier.offers()).isZero();
    }

    private LookAheadInterceptor interceptor() {
        LookAheadInterceptor interceptor = new LookAheadInterceptor();
        interceptor.configure(Map.of(LookAheadInterceptor.LOOK_AHEAD, lookAhead, LookAheadInterceptor.TOPIC, FRAMES));
        return interceptor;
    }

    private static ConsumerRecord<byte[], byte[]> record(String topic, long timestamp) {
        return new ConsumerRecord<>(
                topic,
                0,
                3,
                timestamp,
                TimestampType.CREATE_TIME,
                0,
                1,
                new byte[0],
                new byte[] {7},
                new RecordHeaders(),
                Optional.empty());
    }

    private LookAhead at(Instant now) {
        return new LookAhead(tasks(), Clock.fixed(now, ZoneOffset.UTC), Duration.ofSeconds(60));
    }

    /** Each reading is a minute and a second after the one before. */
    private static Clock steppingClock() {
        return Clock.tick(
                new Clock() {
                    private Instant now = T0;

                    @Override
                    public java.time.ZoneId getZone() {
                        return ZoneOffset.UTC;
                    }

                    @Override
                    public Clock withZone(java.time.ZoneId zone) {
                        return this;
                    }

                    @Override
                    public Instant instant() {
                        now = now.plusSeconds(61);
                        return now;
                    }
                },
                Duration.ofMillis(1));
    }

    private FrameTasks tasks() {
        return TestTasks.of(classifier, T0);
    }

    private static FrameCoordinate coordinate(long offset) {
        return new FrameCoordinate(FRAMES, 0, offset);
    }

    private static PolledFrame polled(FrameCoordinate coordinate, byte[] payload) {
        return new PolledFrame(coordinate, Instant.EPOCH, null, payload);
    }
}
