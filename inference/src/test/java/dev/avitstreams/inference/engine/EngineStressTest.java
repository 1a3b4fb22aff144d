package dev.avitstreams.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.inference.batching.FlushReason;
import dev.avitstreams.inference.frame.FrameOrigin;
import dev.avitstreams.inference.frame.FrameOrigin.Priority;
import dev.avitstreams.inference.frame.FrameOutcome;
import dev.avitstreams.inference.frame.FrameRequest;
import dev.avitstreams.inference.image.DecodeLimits;
import dev.avitstreams.inference.image.DecodeMode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several callers at once, each looking ahead and then waiting for its frames in order, as stream threads do. */
@Timeout(120)
class EngineStressTest {
    private static final int CALLERS = 4;
    private static final int FRAMES_EACH = 1500;
    private static final int LOOK_AHEAD = 24;
    private static final int SHADES = 256;

    private final FakeBackend backend = new FakeBackend();
    private final AtomicInteger framesInBatches = new AtomicInteger();
    private final AtomicInteger largestBatch = new AtomicInteger();
    private final AtomicInteger decoded = new AtomicInteger();
    private final FrameRequest[] requests =
            IntStream.range(0, SHADES).mapToObj(EngineStressTest::red).toArray(FrameRequest[]::new);

    private final EngineListener counter = new EngineListener() {
        @Override
        public void frameDecoded(long nanos) {
            decoded.incrementAndGet();
        }

        @Override
        public void batchClosed(int size, FlushReason reason, long oldestWaitNanos) {
            framesInBatches.addAndGet(size);
            largestBatch.accumulateAndGet(size, Math::max);
            throw new IllegalStateException("a listener's failure is nobody else's");
        }
    };

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void nothingIsLostAndEveryBudgetComesBack(int framesPerWorker) throws Exception {
        backend.framesPerWorker = framesPerWorker == 0 ? OptionalInt.empty() : OptionalInt.of(framesPerWorker);
        // Room for fewer frames than the callers look ahead, so that both ways in are used.
        EngineConfig config = new EngineConfig(
                8, Duration.ofMillis(1), 1 << 20, 20_000, 48, 2, DecodeMode.SCALED, WatchdogLimits.DEFAULT);
        backend.failing = image -> FakeBackend.meanRed(image) == 13;
        int withdrawn = 0;
        BatchingFrameClassifier classifier =
                FrameClassifiers.open(backend.loaded(), config, DecodeLimits.DEFAULT, counter);
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Future<Integer>> running = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                int from = caller;
                running.add(callers.submit(() -> call(classifier, from)));
            }
            for (Future<Integer> future : running) {
                withdrawn += future.get(100, TimeUnit.SECONDS);
            }
        } finally {
            callers.shutdownNow();
            classifier.close();
        }
        assertThat(classifier.inFlight()).isZero();
        assertThat(classifier.waitingBytes()).isZero();
        assertThat(largestBatch).hasValueBetween(2, framesPerWorker == 0 ? 8 : framesPerWorker);
        assertThat(decoded.get()).isBetween(CALLERS * FRAMES_EACH - withdrawn, CALLERS * FRAMES_EACH);
        assertThat(framesInBatches).hasValue(decoded.get());
    }

    /** @return how many frames it withdrew */
    private int call(BatchingFrameClassifier classifier, int caller) {
        Deque<Optional<CompletableFuture<FrameOutcome>>> ahead = new ArrayDeque<>();
        int offered = 0;
        int withdrawn = 0;
        for (int frame = 0; frame < FRAMES_EACH; frame++) {
            while (offered < FRAMES_EACH && offered < frame + LOOK_AHEAD) {
                ahead.add(classifier.offer(requests[shade(caller, offered++)]));
            }
            int shade = shade(caller, frame);
            CompletableFuture<FrameOutcome> future = ahead.remove().orElseGet(() -> classifier.submit(requests[shade]));
            if (frame % 50 == 49) {
                future.cancel(false);
                withdrawn++;
            } else {
                check(Frames.outcome(future), shade);
            }
        }
        return withdrawn;
    }

    /** Two thirds are of one camera, the others of eight. */
    private static FrameRequest red(int shade) {
        String camera = shade % 3 == 0 ? "quiet-" + shade % 8 : "flood";
        FrameRequest frame = Frames.red(shade);
        return new FrameRequest(
                frame.encodedBytes(),
                frame.image(),
                Optional.empty(),
                new FrameOrigin(camera, Priority.NORMAL, Optional.empty()));
    }

    private static int shade(int caller, int frame) {
        return (caller * 61 + frame) % SHADES;
    }

    private static void check(FrameOutcome outcome, int shade) {
        if (outcome instanceof FrameOutcome.Classified classified) {
            assertThat((int) classified.classification().logits()[0]).isEqualTo(shade);
        } else {
            assertThat(outcome).isInstanceOf(FrameOutcome.Rejected.class);
            assertThat(shade).isEqualTo(13);
        }
    }
}
