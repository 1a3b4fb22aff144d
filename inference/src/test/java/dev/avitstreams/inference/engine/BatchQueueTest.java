package dev.avitstreams.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avitstreams.inference.batching.Batch;
import dev.avitstreams.inference.batching.BatchLimits;
import dev.avitstreams.inference.frame.FrameOrigin;
import dev.avitstreams.inference.frame.FrameOrigin.Priority;
import dev.avitstreams.inference.image.PreparedImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BatchQueueTest {
    private static final BatchLimits UP_TO_EIGHT = new BatchLimits(8, Duration.ofMinutes(10), 1 << 20, 0.5);

    private final List<Thread> dispatchers = new ArrayList<>();
    private BatchQueue queue = queue(OptionalInt.of(2), 1);

    @AfterEach
    void endDispatchers() {
        queue.close();
    }

    @Test
    void whoComesWhileAWorkerComputesIsWhatItTakesNextAndAlone() {
        queue = queue(OptionalInt.of(4), 1);
        add("flood", "flood", "flood", "flood", "flood", "flood", "flood", "flood");

        assertThat(cameras(queue.take())).containsExactly("flood", "flood", "flood", "flood");
        add("quiet", "quieter");
        assertThat(cameras(queue.take())).containsExactly("quiet", "quieter");
        add("quiet");
        assertThat(cameras(queue.take())).containsExactly("flood"); // as much waits as there is room for
        assertThat(cameras(queue.take())).containsExactly("quiet");
    }

    @Test
    void whatWaitsOfAFloodMakesTheOthersPartNoLarger() {
        queue = queue(OptionalInt.of(8), 2);
        for (int i = 0; i < 12; i++) {
            add("flood");
        }
        add("a", "b", "c");

        assertThat(cameras(queue.take())).containsExactly("a", "b");
        assertThat(cameras(queue.take())).containsExactly("flood");
        assertThat(cameras(queue.take())).containsExactly("c");
    }

    @Test
    void whereAsManyCamerasWaitAsAWorkerTakesTurnsAreEnough() {
        add("flood", "flood", "flood", "quiet", "quieter");

        assertThat(cameras(queue.take())).containsExactly("flood", "quiet");
        assertThat(cameras(queue.take())).containsExactly("quieter", "flood");
    }

    @Test
    void whereABatchHasTheWholeDeviceTheFloodIsInIt() {
        queue = queue(OptionalInt.empty(), 1);

        add("flood", "flood", "flood", "flood", "flood", "quiet", "quieter", "quietest", "quietest of all");

        assertThat(cameras(queue.take()))
                .containsExactly("flood", "quiet", "quieter", "quietest", "quietest of all", "flood", "flood", "flood");
    }

    @Test
    void workerThatIsFreeLeavesTheOthersTheirParts() {
        queue = queue(OptionalInt.of(4), 3);
        add("a", "b", "c", "d", "e");

        assertThat(cameras(queue.take())).containsExactly("a", "b");
        queue.close();
        assertThat(cameras(queue.take())).containsExactly("c");
    }

    @Test
    void workersThatWaitGetAPartEach() {
        queue = queue(OptionalInt.of(2), 2);
        List<CompletableFuture<Optional<Batch<DecodedFrame>>>> taken = List.of(dispatcher(), dispatcher());

        add("a", "b", "c");
        awaitLooked();
        assertThat(taken).noneMatch(CompletableFuture::isDone); // there is room for a fourth
        add("d");

        assertThat(taken.stream().flatMap(one -> cameras(one.join()).stream()))
                .containsExactlyInAnyOrder("a", "b", "c", "d");
        assertThat(taken).allSatisfy(one -> assertThat(cameras(one.join())).hasSize(2));
    }

    @Test
    void whatIsDemandedIsPartedAndNobodyGetsNothing() {
        queue = queue(OptionalInt.of(2), 3);
        List<CompletableFuture<Optional<Batch<DecodedFrame>>>> taken =
                List.of(dispatcher(), dispatcher(), dispatcher());

        queue.announce();
        queue.announce();
        queue.add(frame("a", false));
        queue.add(frame("b", true));

        await().until(() -> taken.stream().filter(CompletableFuture::isDone).count() == 2);
        assertThat(taken.stream().filter(CompletableFuture::isDone).flatMap(one -> cameras(one.join()).stream()))
                .containsExactlyInAnyOrder("a", "b");
        awaitAll(Thread.State.WAITING);
        add("c"); // nobody demands any more
        awaitLooked();
        assertThat(taken).anyMatch(one -> !one.isDone());
    }

    @Test
    void newLimitsAreForThoseWhoWait() {
        List<CompletableFuture<Optional<Batch<DecodedFrame>>>> taken = List.of(dispatcher());
        add("a");
        awaitLooked();

        queue.limits(new BatchLimits(1, Duration.ofMinutes(10), 1 << 20, 0.5));

        assertThat(cameras(taken.get(0).join())).containsExactly("a");
    }

    @Test
    void whereFramesAreComputedAloneNoneWaitsForAnother() {
        queue = queue(OptionalInt.of(1), 2);
        List<CompletableFuture<Optional<Batch<DecodedFrame>>>> taken = List.of(dispatcher(), dispatcher());

        add("a");

        await().until(() -> taken.stream().anyMatch(CompletableFuture::isDone));
    }

    @Test
    void whereABatchHasTheWholeDeviceItIsNotParted() {
        queue = queue(OptionalInt.empty(), 2);
        List<CompletableFuture<Optional<Batch<DecodedFrame>>>> taken = List.of(dispatcher(), dispatcher());

        add("a", "b", "c", "d", "e", "f", "g", "h");

        await().until(() -> taken.stream().anyMatch(CompletableFuture::isDone));
        assertThat(taken.stream().filter(CompletableFuture::isDone))
                .singleElement()
                .satisfies(one -> assertThat(cameras(one.join())).hasSize(8));
    }

    @Test
    void whatIsHandedOutAtTheEndIsPartedToo() {
        add("a", "b", "c");
        queue.close();

        assertThat(cameras(queue.take())).containsExactly("a", "b");
        assertThat(cameras(queue.take())).containsExactly("c");
        assertThat(queue.take()).isEmpty();
    }

    private static BatchQueue queue(OptionalInt framesPerWorker, int dispatchers) {
        return new BatchQueue(UP_TO_EIGHT, framesPerWorker, dispatchers, System::nanoTime);
    }

    /** One that waits. */
    private CompletableFuture<Optional<Batch<DecodedFrame>>> dispatcher() {
        CompletableFuture<Optional<Batch<DecodedFrame>>> taken = new CompletableFuture<>();
        Thread thread = new Thread(() -> taken.complete(queue.take()));
        thread.setDaemon(true);
        thread.start();
        await().until(() -> thread.getState() == Thread.State.WAITING);
        dispatchers.add(thread);
        return taken;
    }

    /** Those who have seen a frame and took none wait for its delay, and no longer for anything at all. */
    private void awaitLooked() {
        awaitAll(Thread.State.TIMED_WAITING);
    }

    private void awaitAll(Thread.State state) {
        await().until(() ->
                dispatchers.stream().filter(Thread::isAlive).allMatch(thread -> thread.getState() == state));
    }

    private void add(String... cameras) {
        for (String camera : cameras) {
            queue.announce();
            queue.add(frame(camera, false));
        }
    }

    private static DecodedFrame frame(String camera, boolean demanded) {
        PreparedImage image = new PreparedImage(FakeBackend.SIDE, new byte[3 * FakeBackend.SIDE * FakeBackend.SIDE]);
        Ticket ticket = new Ticket(new Budget(1, 1, 1, System::nanoTime), camera, 1);
        FrameOrigin origin = new FrameOrigin(camera, Priority.NORMAL, Optional.empty());
        return new DecodedFrame(ticket, image, demanded, Optional.empty(), origin, 0, 0);
    }

    private static List<String> cameras(Optional<Batch<DecodedFrame>> batch) {
        return batch.stream()
                .flatMap(one -> one.items().stream())
                .map(frame -> frame.ticket().camera())
                .toList();
    }
}
