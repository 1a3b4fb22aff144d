package dev.avitstreams.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.avitstreams.inference.device.InferenceException;
import dev.avitstreams.inference.frame.ErrorCategory;
import dev.avitstreams.inference.frame.FrameOutcome;
import dev.avitstreams.inference.frame.FrameRequest;
import dev.avitstreams.inference.image.DecodeLimits;
import dev.avitstreams.inference.image.DecodeMode;
import dev.avitstreams.inference.image.DecoderMemoryException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

@Timeout(60)
class BatchFailureTest {
    private static final int BATCH = 16;

    private final FakeBackend backend = new FakeBackend();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private BatchingFrameClassifier classifier;

    @BeforeEach
    void open() {
        EngineListener listener = new EngineListener() {
            @Override
            public void operatorBroken(String trouble) {
                told.add("broken");
            }

            @Override
            public void operatorRecovered() {
                told.add("recovered");
            }

            @Override
            public void operatorLost(String reason) {
                told.add("lost: " + reason);
            }
        };
        classifier = FrameClassifiers.open(
                backend.loaded(),
                new EngineConfig(
                        BATCH,
                        Duration.ofMinutes(1),
                        1 << 20,
                        1 << 20,
                        64,
                        1,
                        DecodeMode.EXACT,
                        WatchdogLimits.DEFAULT),
                DecodeLimits.DEFAULT,
                listener);
        backend.batchSizes.clear();
    }

    @AfterEach
    void close() {
        classifier.close();
    }

    private List<CompletableFuture<FrameOutcome>> oneBatch() {
        return IntStream.range(0, BATCH)
                .mapToObj(shade -> classifier.offer(Frames.red(shade)).orElseThrow())
                .toList();
    }

    @Test
    void onlyTheCulpritsOfABatchAreRejected() {
        Set<Integer> culprits = Set.of(3, 12, 13);
        backend.failing = image -> culprits.contains(FakeBackend.meanRed(image));

        List<CompletableFuture<FrameOutcome>> futures = oneBatch();

        for (int shade = 0; shade < BATCH; shade++) {
            if (culprits.contains(shade)) {
                FrameOutcome.Rejected rejected = (FrameOutcome.Rejected) Frames.outcome(futures.get(shade));
                assertThat(rejected.category()).isEqualTo(ErrorCategory.INFERENCE_FAILED);
                assertThat(rejected.reason()).contains("told to fail on a batch of 1");
            } else {
                assertThat(Frames.shade(futures.get(shade))).isEqualTo(shade);
            }
        }
        assertThat(classifier.trouble()).isEmpty();
    }

    @Test
    void oneCulpritCostsFewFurtherRuns() {
        backend.failing = image -> FakeBackend.meanRed(image) == 5;

        oneBatch().forEach(Frames::outcome);

        // The batch, two probes, and two halves at each of four levels.
        assertThat(backend.batchSizes).hasSize(1 + 2 + 2 * 4);
    }

    @Test
    void whollyBadBatchIsRejectedWhileTheProbePasses() {
        backend.failing = image -> FakeBackend.meanRed(image) < BATCH;

        assertThat(oneBatch()).map(Frames::outcome).allMatch(FrameOutcome.Rejected.class::isInstance);
        assertThat(classifier.trouble()).isEmpty();
    }

    @Test
    void brokenOperatorBlamesNoFrameAndRecovers() {
        backend.failing = image -> true;

        List<CompletableFuture<FrameOutcome>> futures = oneBatch();

        assertThat(futures)
                .allSatisfy(future -> assertThatThrownBy(() -> Frames.outcome(future))
                        .hasCauseInstanceOf(ClassifierBrokenException.class));
        assertThat(backend.batchSizes).as("no halving once the probe fails").containsExactly(BATCH, 1);
        assertThat(classifier.trouble()).get().asString().contains("fails on its own test image: told to fail");

        backend.failing = image -> false;
        assertThat(Frames.shade(classifier.submit(Frames.red(1)))).isEqualTo(1);
        assertThat(classifier.trouble()).isEmpty();
        assertThat(told).containsExactly("broken", "recovered");
    }

    @Test
    void operatorThatBreaksWhileCulpritsAreSoughtBlamesNoFrame() {
        backend.failing = image -> {
            boolean dead = backend.batchSizes.size() > 3;
            return dead || FakeBackend.meanRed(image) == 15;
        };

        List<CompletableFuture<FrameOutcome>> futures = oneBatch();

        // Batch and probe, then the sound half, then nothing works any more.
        assertThat(futures.subList(0, 8)).map(Frames::shade).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(futures.subList(8, BATCH))
                .allSatisfy(future -> assertThatThrownBy(() -> Frames.outcome(future))
                        .hasCauseInstanceOf(ClassifierBrokenException.class));
    }

    @Test
    void frameThatFailsOnlyOnceIsClassified() {
        backend.failing = image -> FakeBackend.meanRed(image) == 7 && backend.batchSizes.size() == 1;

        assertThat(Frames.shade(classifier.submit(Frames.red(7)))).isEqualTo(7);
    }

    @Test
    void answersThatAreNotNumbersAreNoAnswers() {
        backend.notANumber = true;

        CompletableFuture<FrameOutcome> future = classifier.submit(Frames.red(7));

        assertThatThrownBy(() -> Frames.outcome(future))
                .hasCauseInstanceOf(ClassifierBrokenException.class)
                .hasMessageContaining("a logit of NaN");
    }

    @Test
    void errorEndsTheBatchAndTheNextOneGoesOn() {
        backend.error = Optional.of(new NoClassDefFoundError("told to"));
        CompletableFuture<FrameOutcome> future = classifier.submit(Frames.red(7));

        assertThatThrownBy(() -> Frames.outcome(future)).hasRootCauseInstanceOf(NoClassDefFoundError.class);
        assertThat(classifier.inFlight()).isZero();
        assertThat(classifier.trouble()).get().asString().contains("NoClassDefFoundError: told to");

        backend.error = Optional.empty();
        assertThat(Frames.shade(classifier.submit(Frames.red(7)))).isEqualTo(7);
        assertThat(classifier.trouble()).isEmpty();
    }

    @Test
    void failureThatCannotBeToldEndsTheBatchAndTheNextOnesGoOn() {
        backend.error = Optional.of(new Error() {
            private static final long serialVersionUID = 1L;

            @Override
            public String toString() {
                throw new NoClassDefFoundError("told to");
            }
        });

        for (int i = 0; i < 2 * backend.concurrentBatches(); i++) {
            CompletableFuture<FrameOutcome> future = classifier.submit(Frames.red(7));
            assertThat(future.handle((outcome, failure) -> failure)
                            .orTimeout(50, TimeUnit.SECONDS)
                            .join())
                    .isSameAs(backend.error.get());
            assertThat(classifier.trouble())
                    .hasValueSatisfying(told -> assertThat(told).startsWith("The operator broke: "));
        }

        backend.error = Optional.empty();
        assertThat(Frames.shade(classifier.submit(Frames.red(7)))).isEqualTo(7);
    }

    @Test
    void errorOfAListenerIsNotAFrames() {
        EngineListener guarded = new GuardedListener(new EngineListener() {
            @Override
            public void operatorRecovered() {
                throw new NoClassDefFoundError("told to");
            }
        });

        assertThatCode(guarded::operatorRecovered).doesNotThrowAnyException();
    }

    @Test
    void aListenerThatFailsWithEveryFrameIsLoggedOnceInAWhileAndOthersEachTime() {
        Logger logger = (Logger) LoggerFactory.getLogger(GuardedListener.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try {
            EngineListener guarded = new GuardedListener(new EngineListener() {
                @Override
                public void frameDecoded(long nanos) {
                    throw new IllegalStateException("of a frame");
                }

                @Override
                public void operatorRecovered() {
                    throw new IllegalStateException("seldom");
                }
            });
            for (int call = 0; call < 3; call++) {
                guarded.frameDecoded(1);
                guarded.operatorRecovered();
            }
        } finally {
            logger.detachAppender(log);
        }

        assertThat(log.list)
                .extracting(event -> event.getThrowableProxy().getMessage())
                .containsExactly("of a frame", "seldom", "seldom", "seldom");
    }

    @Test
    void decoderWithoutMemoryIsTroubleUntilABatchWorks() {
        FrameRequest unlucky = new FrameRequest(10, () -> {
            throw new DecoderMemoryException("Out of native memory", new RuntimeException());
        });
        CompletableFuture<FrameOutcome> future = classifier.submit(unlucky);

        assertThatThrownBy(() -> Frames.outcome(future)).hasCauseInstanceOf(DecoderMemoryException.class);
        assertThat(classifier.trouble()).contains("Out of native memory");

        assertThat(Frames.shade(classifier.submit(Frames.red(7)))).isEqualTo(7);
        assertThat(told).containsExactly("broken", "recovered");
    }

    @Test
    void exhaustedMemoryBlamesNoFrameAndIsTheEnd() {
        backend.failure = Optional.of(new InferenceException("a worker failed", new OutOfMemoryError("told to")));

        List<CompletableFuture<FrameOutcome>> futures = oneBatch();

        assertThat(futures)
                .allSatisfy(future -> assertThatThrownBy(() -> Frames.outcome(future))
                        .hasRootCauseInstanceOf(OutOfMemoryError.class));
        assertThat(told).containsExactly("lost: The operator is out of memory: told to");
        assertThat(classifier.offer(Frames.red(7))).isEmpty();
        assertThatThrownBy(() -> Frames.outcome(classifier.submit(Frames.red(7))))
                .hasCauseInstanceOf(ClassifierBrokenException.class);
    }
}
