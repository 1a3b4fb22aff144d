package dev.avitstreams.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.inference.device.InferenceException;
import dev.avitstreams.inference.frame.Classification;
import dev.avitstreams.inference.frame.FrameOutcome;
import dev.avitstreams.inference.frame.FrameOutcome.Classified;
import dev.avitstreams.inference.image.DecodeLimits;
import dev.avitstreams.inference.image.DecodeMode;
import dev.avitstreams.inference.model.ModelIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SwappingClassifierTest {
    private static final ModelIdentity OLD = new ModelIdentity("old", "1", "00");
    private static final ModelIdentity NEW = new ModelIdentity("new", "2", "11");

    private final FakeBackend oldBackend = new FakeBackend(OLD);
    private final FakeBackend newBackend = new FakeBackend(NEW);
    private final BatchingFrameClassifier first = open(oldBackend);
    private final BatchingFrameClassifier second = open(newBackend);
    private final SwappingClassifier swapping = new SwappingClassifier(first);
    private final ExecutorService rollOut = Executors.newSingleThreadExecutor();

    private static BatchingFrameClassifier open(FakeBackend backend) {
        return FrameClassifiers.open(
                backend.loaded(),
                new EngineConfig(
                        4, Duration.ofMillis(1), 1 << 20, 1 << 20, 8, 1, DecodeMode.EXACT, WatchdogLimits.DEFAULT),
                DecodeLimits.DEFAULT,
                EngineListener.NONE);
    }

    @AfterEach
    void close() {
        rollOut.shutdown();
        swapping.close();
    }

    private static ModelIdentity answeredBy(CompletableFuture<FrameOutcome> future) {
        return ((Classified) Frames.outcome(future)).classification().model();
    }

    @Test
    void framesUnderWayAreFinishedByTheModelThatTookThemAndNewOnesByTheNext() throws Exception {
        Semaphore gate = new Semaphore(0);
        oldBackend.gate = Optional.of(gate);
        List<CompletableFuture<FrameOutcome>> before = List.of(
                swapping.offer(Frames.red(1)).orElseThrow(),
                swapping.offer(Frames.red(2)).orElseThrow());

        // When
        CountDownLatch retires = new CountDownLatch(1);
        Future<?> swap = rollOut.submit(() -> swapping.swap(second, () -> {
            retires.countDown();
            first.close();
        }));
        retires.await();
        CompletableFuture<FrameOutcome> after = swapping.submit(Frames.red(3));

        // Then
        assertThat(answeredBy(after)).isEqualTo(NEW);
        assertThat(swapping.model()).isEqualTo(NEW);
        assertThat(swapping.inFlight()).isEqualTo(2);
        assertThat(before).noneMatch(CompletableFuture::isDone);
        assertThat(oldBackend.closed).hasValue(0);
        gate.release(100);
        swap.get();
        assertThat(before).extracting(SwappingClassifierTest::answeredBy).containsExactly(OLD, OLD);
        assertThat(oldBackend.closed).hasValue(1);
        assertThat(swapping.inFlight()).isZero();
    }

    @Test
    void noFrameMeetsAClosedClassifierHoweverManyThreadsSubmit() throws Exception {
        int callers = 4;
        int each = 300;
        ExecutorService pool = Executors.newFixedThreadPool(callers);
        try {
            CountDownLatch busy = new CountDownLatch(callers);
            List<Future<List<CompletableFuture<FrameOutcome>>>> results = new ArrayList<>();
            for (int caller = 0; caller < callers; caller++) {
                results.add(pool.submit(() -> {
                    List<CompletableFuture<FrameOutcome>> futures = new ArrayList<>();
                    for (int i = 0; i < each; i++) {
                        int shade = i % 200;
                        futures.add(
                                swapping.offer(Frames.red(shade)).orElseGet(() -> swapping.submit(Frames.red(shade))));
                        if (i == each / 10) {
                            busy.countDown();
                        }
                    }
                    return futures;
                }));
            }

            // When
            busy.await();
            swapping.swap(second, first::close);

            // Then
            List<ModelIdentity> models = new ArrayList<>();
            for (Future<List<CompletableFuture<FrameOutcome>>> result : results) {
                List<CompletableFuture<FrameOutcome>> futures = result.get();
                for (int i = 0; i < each; i++) {
                    Classification answer = ((Classified) Frames.outcome(futures.get(i))).classification();
                    assertThat(answer.logits()[0]).isEqualTo(i % 200);
                    models.add(answer.model());
                }
            }
            assertThat(models).hasSize(callers * each).contains(OLD, NEW);
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void troubleOfTheOneThatRetiresIsToldUntilItIsGone() throws Exception {
        oldBackend.failure = Optional.of(new InferenceException("no device"));
        CompletableFuture<FrameOutcome> failed = swapping.submit(Frames.red(1));
        assertThat(failed).failsWithin(Duration.ofSeconds(30));
        AtomicBoolean toldWhileRetiring = new AtomicBoolean();

        // When
        swapping.swap(second, () -> {
            toldWhileRetiring.set(swapping.trouble().isPresent());
            first.close();
        });

        // Then
        assertThat(toldWhileRetiring).isTrue();
        assertThat(swapping.trouble()).isEmpty();
        assertThat(answeredBy(swapping.submit(Frames.red(2)))).isEqualTo(NEW);
    }

    @Test
    void aRejectionNamesTheModelThatFailed() {
        oldBackend.failing = image -> FakeBackend.meanRed(image) == 77;

        FrameOutcome outcome = Frames.outcome(swapping.submit(Frames.red(77)));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        FrameOutcome.Rejected.class,
                        rejected -> assertThat(rejected.model()).contains(OLD));
        second.close();
    }
}
