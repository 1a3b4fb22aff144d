package dev.avitstreams.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avitstreams.inference.batching.FlushReason;
import dev.avitstreams.inference.elastic.LoadSample;
import dev.avitstreams.inference.elastic.PointChoice;
import dev.avitstreams.inference.frame.ErrorCategory;
import dev.avitstreams.inference.frame.FrameOrigin;
import dev.avitstreams.inference.frame.FrameOrigin.Priority;
import dev.avitstreams.inference.frame.FrameOutcome;
import dev.avitstreams.inference.frame.FrameRejectedException;
import dev.avitstreams.inference.frame.FrameRequest;
import dev.avitstreams.inference.image.DecodeLimits;
import dev.avitstreams.inference.image.DecodeMode;
import dev.avitstreams.inference.image.TestImages;
import dev.avitstreams.inference.model.OperatingPoint;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BatchingFrameClassifierTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration LONG = Duration.ofMinutes(10);

    private final FakeBackend backend = new FakeBackend();
    private Optional<BatchingFrameClassifier> opened = Optional.empty();

    @AfterEach
    void close() {
        opened.ifPresent(BatchingFrameClassifier::close);
    }

    private BatchingFrameClassifier open(int maxBatch, Duration maxDelay, long maxWaitingBytes, int maxInFlight) {
        EngineConfig config = new EngineConfig(
                maxBatch, maxDelay, 1 << 20, maxWaitingBytes, maxInFlight, 1, DecodeMode.EXACT, WatchdogLimits.DEFAULT);
        BatchingFrameClassifier classifier = FrameClassifiers.open(
                backend.loaded(), config, DecodeLimits.DEFAULT, EngineListener.NONE, InstantSource.fixed(NOW));
        backend.batchSizes.clear();
        opened = Optional.of(classifier);
        return classifier;
    }

    @Test
    void answersEachFrameWithItsOwnClassification() {
        BatchingFrameClassifier classifier = open(4, Duration.ofMillis(1), 1 << 20, 64);

        List<CompletableFuture<FrameOutcome>> futures = IntStream.range(0, 50)
                .mapToObj(shade -> classifier.submit(Frames.red(shade)))
                .toList();

        assertThat(futures.stream().map(Frames::shade))
                .containsExactlyElementsOf(IntStream.range(0, 50).boxed().toList());
        assertThat(classifier.inFlight()).isZero();
        assertThat(classifier.waitingBytes()).isZero();
    }

    @Test
    void fullBatchDoesNotWaitForTheDelay() {
        BatchingFrameClassifier classifier = open(4, LONG, 1 << 20, 64);

        List<CompletableFuture<FrameOutcome>> futures = IntStream.range(0, 4)
                .mapToObj(shade -> classifier.offer(Frames.red(shade)).orElseThrow())
                .toList();

        FrameOutcome.Classified first = (FrameOutcome.Classified) Frames.outcome(futures.get(0));
        assertThat(first.batch().size()).isEqualTo(4);
        assertThat(first.batch().flushReason()).isEqualTo(FlushReason.FULL);
    }

    @Test
    void offeredFrameAloneGoesAfterTheDelay() {
        BatchingFrameClassifier classifier = open(4, Duration.ofMillis(20), 1 << 20, 64);

        FrameOutcome outcome = Frames.outcome(classifier.offer(Frames.red(7)).orElseThrow());

        FrameOutcome.Classified classified = (FrameOutcome.Classified) outcome;
        assertThat(classified.batch().flushReason()).isEqualTo(FlushReason.DELAY);
        assertThat(classified.timings().queueNanos()).isGreaterThanOrEqualTo(20_000_000);
    }

    @Test
    void submittedFrameTakesWaitingOnesAlongWithoutDelay() {
        BatchingFrameClassifier classifier = open(8, LONG, 1 << 20, 64);
        CompletableFuture<FrameOutcome> offered =
                classifier.offer(Frames.red(1)).orElseThrow();

        FrameOutcome submitted = Frames.outcome(classifier.submit(Frames.red(2)));

        assertThat(((FrameOutcome.Classified) submitted).batch().flushReason()).isEqualTo(FlushReason.DEMAND);
        assertThat(Frames.shade(offered)).isEqualTo(1);
    }

    @Test
    void offerIsRefusedBeyondEitherBudgetAndAcceptedAgainAfterwards() {
        BatchingFrameClassifier classifier = open(2, Duration.ZERO, 200, 2);
        Semaphore gate = new Semaphore(0);
        backend.gate = Optional.of(gate);
        CompletableFuture<FrameOutcome> first = classifier.offer(Frames.red(1)).orElseThrow();
        CompletableFuture<FrameOutcome> second = classifier.submit(Frames.red(2));

        assertThat(classifier.offer(Frames.red(3))).isEmpty();
        CompletableFuture<FrameOutcome> beyond = classifier.submit(Frames.red(4));
        assertThat(classifier.inFlight()).isEqualTo(3);

        gate.release(10);
        assertThat(List.of(Frames.shade(first), Frames.shade(second), Frames.shade(beyond)))
                .containsExactly(1, 2, 4);
        assertThat(classifier.offer(new FrameRequest(201, () -> new byte[0]))).isEmpty();
        assertThat(classifier.offer(Frames.red(5)).map(Frames::shade)).contains(5);
    }

    @Test
    void badFrameIsRejectedAndItsNeighboursAreNot() {
        BatchingFrameClassifier classifier = open(4, Duration.ofMillis(5), 1 << 20, 64);

        CompletableFuture<FrameOutcome> good = classifier.submit(Frames.red(9));
        CompletableFuture<FrameOutcome> empty = classifier.submit(new FrameRequest(0, () -> new byte[0]));
        CompletableFuture<FrameOutcome> refused = classifier.submit(new FrameRequest(0, () -> {
            throw new FrameRejectedException(ErrorCategory.UNREADABLE_RECORD, "Not an image event.");
        }));

        assertThat(Frames.shade(good)).isEqualTo(9);
        assertThat(((FrameOutcome.Rejected) Frames.outcome(empty)).category()).isEqualTo(ErrorCategory.NO_IMAGE);
        assertThat(Frames.outcome(refused))
                .isEqualTo(new FrameOutcome.Rejected(ErrorCategory.UNREADABLE_RECORD, "Not an image event."));
    }

    @Test
    void failureToReadThatIsNotTheFramesEndsItExceptionally() {
        BatchingFrameClassifier classifier = open(4, Duration.ZERO, 1 << 20, 64);

        CompletableFuture<FrameOutcome> future = classifier.submit(new FrameRequest(10, () -> {
            throw new NoClassDefFoundError("told to");
        }));

        assertThatThrownBy(() -> Frames.outcome(future)).hasRootCauseInstanceOf(NoClassDefFoundError.class);
        assertThat(classifier.inFlight()).isZero();
        assertThat(classifier.waitingBytes()).isZero();
        assertThat(Frames.shade(classifier.submit(Frames.red(3)))).isEqualTo(3);
    }

    @Test
    void cancelledFrameIsNeverReadOrClassified() {
        BatchingFrameClassifier classifier = open(4, Duration.ZERO, 1 << 20, 64);
        CountDownLatch decoding = new CountDownLatch(1);
        CountDownLatch mayDecode = new CountDownLatch(1);
        AtomicBoolean read = new AtomicBoolean();
        byte[] image = TestImages.plainPng(20, 20, 0x050000);
        CompletableFuture<FrameOutcome> ahead = classifier.submit(new FrameRequest(1, () -> {
            decoding.countDown();
            awaitUninterruptibly(mayDecode);
            return image;
        }));
        awaitUninterruptibly(decoding);
        CompletableFuture<FrameOutcome> cancelled = classifier.submit(new FrameRequest(1, () -> {
            read.set(true);
            return image;
        }));

        cancelled.cancel(false);
        mayDecode.countDown();

        assertThat(Frames.shade(ahead)).isEqualTo(5);
        close();
        assertThat(read).isFalse();
        assertThat(backend.batchSizes).containsExactly(1);
        assertThat(classifier.inFlight()).isZero();
    }

    @Test
    void frameIsSkippedOnceStale() {
        BatchingFrameClassifier classifier = open(4, Duration.ZERO, 1 << 20, 64);
        FrameRequest fresh = Frames.red(1);

        FrameOutcome stale = Frames.outcome(classifier.submit(
                new FrameRequest(1, fresh.image(), Optional.of(NOW.minusMillis(1)), FrameOrigin.UNKNOWN)));
        FrameOutcome justInTime = Frames.outcome(
                classifier.submit(new FrameRequest(1, fresh.image(), Optional.of(NOW), FrameOrigin.UNKNOWN)));

        assertThat(stale).isEqualTo(new FrameOutcome.Skipped(FrameOutcome.SkipReason.STALE));
        assertThat(justInTime).isInstanceOf(FrameOutcome.Classified.class);
    }

    @Test
    void noFrameIsSkippedWhileACheaperPointIsLeft() {
        BatchingFrameClassifier classifier = open(4, Duration.ZERO, 1 << 20, 64);
        ElasticPolicy policy = new ElasticPolicy(
                ElasticPolicyTest.LADDER, first -> sample -> new PointChoice(2, 1), EngineListener.NONE);
        classifier.points(policy);
        assertThat(classifier.points()).isSameAs(policy);
        policy.observe(new LoadSample(1, Duration.ofMillis(1), 0, 0, 0, 0, Duration.ZERO, 0));

        assertThat(Frames.outcome(classifier.submit(stale(Priority.NORMAL))))
                .isEqualTo(new FrameOutcome.Skipped(FrameOutcome.SkipReason.STALE));
        assertThat(Frames.outcome(classifier.submit(stale(Priority.HIGH))))
                .isInstanceOfSatisfying(
                        FrameOutcome.Classified.class,
                        kept -> assertThat(kept.classification().operatingPoint())
                                .isEqualTo("middle"));
    }

    private static FrameRequest stale(Priority priority) {
        FrameOrigin origin = new FrameOrigin("camera", priority, Optional.of(NOW.minusSeconds(9)));
        return new FrameRequest(1, Frames.red(1).image(), Optional.of(NOW.minusMillis(1)), origin);
    }

    @Test
    void thePolicyIsToldOfTheLoad() throws InterruptedException {
        BlockingQueue<LoadSample> busy = new LinkedBlockingQueue<>();
        BatchingFrameClassifier classifier = open(4, Duration.ZERO, 1 << 20, 64);
        classifier.points(new PointPolicy() {
            @Override
            public OperatingPoint pointFor(FrameOrigin origin) {
                return FakeBackend.POINT;
            }

            @Override
            public void observe(LoadSample sample) {
                if (sample.frames() > 0) {
                    busy.add(sample);
                }
            }
        });

        Frames.outcome(classifier.submit(Frames.red(1)));

        assertThat(busy.take().normalFrames()).isEqualTo(1);
    }

    @Test
    void newOperatingPointHoldsFromTheNextBatchOn() {
        BatchingFrameClassifier classifier = open(4, Duration.ZERO, 1 << 20, 64);

        classifier.points(PointPolicy.fixed(new OperatingPoint("cheaper", 0.8f, 0, Optional.empty())));

        FrameOutcome.Classified outcome = (FrameOutcome.Classified) Frames.outcome(classifier.submit(Frames.red(1)));
        assertThat(outcome.classification().operatingPoint()).isEqualTo("cheaper");
    }

    @Test
    void framesOfOneBatchMayHaveTheirOwnPoints() {
        BatchingFrameClassifier classifier = open(4, LONG, 1 << 20, 64);
        OperatingPoint cheaper = new OperatingPoint("cheaper", 0.8f, 0, Optional.empty());
        OperatingPoint better = new OperatingPoint("better", 0.9f, 0, Optional.empty());
        classifier.points(origin -> origin.priority() == Priority.HIGH ? better : cheaper);

        List<CompletableFuture<FrameOutcome>> futures = Stream.of(
                        Priority.NORMAL, Priority.HIGH, Priority.HIGH, Priority.NORMAL)
                .map(priority -> new FrameRequest(
                        0,
                        Frames.red(priority.ordinal() + 1).image(),
                        Optional.empty(),
                        new FrameOrigin("camera", priority, Optional.empty())))
                .map(request -> classifier.offer(request).orElseThrow())
                .toList();

        assertThat(futures).map(Frames::shade).containsExactly(1, 2, 2, 1);
        assertThat(futures)
                .map(future -> ((FrameOutcome.Classified) Frames.outcome(future)))
                .allMatch(outcome -> outcome.batch().size() == 4)
                .map(outcome -> outcome.classification().operatingPoint())
                .containsExactly("cheaper", "better", "better", "cheaper");
    }

    @Test
    void newBatchSizeHoldsFromTheNextBatchOn() {
        BatchingFrameClassifier classifier = open(4, LONG, 1 << 20, 64);

        classifier.batches(2, LONG);

        List<CompletableFuture<FrameOutcome>> futures = IntStream.range(0, 4)
                .mapToObj(shade -> classifier.offer(Frames.red(shade)).orElseThrow())
                .toList();
        assertThat(futures.stream().map(Frames::shade)).containsExactly(0, 1, 2, 3);
        assertThat(backend.batchSizes).containsExactly(2, 2);
        assertThatThrownBy(() -> classifier.batches(65, LONG))
                .hasMessage("maxInFlight is 64, must be at least maxBatch, which is 65, or no batch could fill");
    }

    @Test
    void floodOfOneCameraIsRefusedWhereTheOthersAreNot() {
        BatchingFrameClassifier classifier = open(4, Duration.ZERO, 1 << 20, 16);
        Semaphore gate = new Semaphore(0);
        backend.gate = Optional.of(gate);
        List<CompletableFuture<FrameOutcome>> accepted = new ArrayList<>();
        accepted.add(classifier.submit(of("quiet-0", 0)));

        for (int i = 0; i < 100; i++) {
            classifier.offer(of("flood", 100)).ifPresent(accepted::add);
        }
        for (int camera = 1; camera <= 7; camera++) {
            accepted.add(classifier.offer(of("quiet-" + camera, camera)).orElseThrow());
        }

        assertThat(accepted).hasSize(1 + 16 / 4 + 7);
        gate.release(100);
        assertThat(accepted.stream().map(Frames::shade).filter(shade -> shade < 100))
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    void camerasTakeTurnsAlsoInDecoding() {
        BatchingFrameClassifier classifier = open(1, Duration.ZERO, 1 << 20, 64);
        CountDownLatch decoding = new CountDownLatch(1);
        CountDownLatch mayDecode = new CountDownLatch(1);
        List<String> read = new CopyOnWriteArrayList<>();
        List<CompletableFuture<FrameOutcome>> futures = new ArrayList<>();
        futures.add(classifier.submit(reading("first", () -> {
            decoding.countDown();
            awaitUninterruptibly(mayDecode);
        })));
        awaitUninterruptibly(decoding);

        for (String camera : List.of("flood", "flood", "flood", "a", "b")) {
            futures.add(classifier.submit(reading(camera, () -> read.add(camera))));
        }
        mayDecode.countDown();
        futures.forEach(Frames::outcome);

        assertThat(read).containsExactly("flood", "a", "b", "flood", "flood");
    }

    private static FrameRequest of(String camera, int shade) {
        return new FrameRequest(
                0,
                Frames.red(shade).image(),
                Optional.empty(),
                new FrameOrigin(camera, Priority.NORMAL, Optional.empty()));
    }

    private static FrameRequest reading(String camera, Runnable first) {
        FrameRequest plain = of(camera, 1);
        return new FrameRequest(
                0,
                () -> {
                    first.run();
                    return plain.image().read();
                },
                plain.staleAfter(),
                plain.origin());
    }

    @Test
    void closingFinishesWhatWasAcceptedAndRefusesTheRest() {
        BatchingFrameClassifier classifier = open(64, LONG, 1 << 20, 64);
        List<CompletableFuture<FrameOutcome>> accepted = IntStream.range(0, 20)
                .mapToObj(shade -> classifier.offer(Frames.red(shade)).orElseThrow())
                .toList();

        classifier.close();

        assertThat(accepted).allMatch(CompletableFuture::isDone);
        assertThat(accepted.stream().map(Frames::shade))
                .containsExactlyElementsOf(IntStream.range(0, 20).boxed().toList());
        assertThat(classifier.offer(Frames.red(1))).isEmpty();
        assertThat(classifier.submit(Frames.red(1))).isCompletedExceptionally();
        assertThat(backend.closed).hasValue(1);
    }

    @Test
    void modelThatFailsItsSelfTestIsNotOpened() {
        backend.failing = image -> true;

        assertThatThrownBy(() -> open(4, Duration.ZERO, 1 << 20, 64))
                .isInstanceOf(ClassifierBrokenException.class)
                .hasMessageContaining("The model fake is not fit for use");
        assertThat(backend.closed).hasValue(1);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
