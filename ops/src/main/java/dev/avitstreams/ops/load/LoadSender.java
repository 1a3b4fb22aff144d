package dev.avitstreams.ops.load;

import dev.avitstreams.ops.camera.FramePublisher;
import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.ops.inspect.Position;
import dev.avitstreams.schemas.ImageEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Sends the frames of all steps, each when it is due whatever became of those before it: a pipeline that falls behind
 * does not slow its cameras. A frame's time counts from when it was due. {@link #run} belongs to one thread.
 */
final class LoadSender implements Runnable {
    private static final double LATE = 0.02;
    private static final int PERIODS_LATE = 5;

    private final LoadPlan plan;
    private final LoadCameras cameras;
    private final FramePublisher publisher;
    private final Journeys journeys;
    private final LoadListener listener;
    private final StopSignal stop;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final List<Backlog> backlogs = new ArrayList<>();

    LoadSender(
            LoadPlan plan,
            LoadCameras cameras,
            FramePublisher publisher,
            Journeys journeys,
            LoadListener listener,
            StopSignal stop) {
        this.plan = plan;
        this.cameras = cameras;
        this.publisher = publisher;
        this.journeys = journeys;
        this.listener = listener;
        this.stop = stop;
    }

    /** Why a frame was not acknowledged, if one was not. */
    @Nullable
    Exception failure() {
        return failure.get();
    }

    /** Of each step; to be asked when it has ended. */
    List<Backlog> backlogs() {
        List<Backlog> all = new ArrayList<>(backlogs);
        while (all.size() < plan.steps().size()) { // it was stopped
            all.add(Backlog.UNFINISHED);
        }
        return all;
    }

    @Override
    public void run() {
        for (int step = 0; step < plan.steps().size(); step++) {
            if (!send(step)) {
                break;
            }
        }
        publisher.flush();
    }

    private boolean send(int step) {
        LoadStep load = plan.steps().get(step);
        Instant began = Instant.now();
        long beganNanos = System.nanoTime();
        long half = 0;
        long mostLate = 0;
        for (long frame = 0; frame < load.frames(); frame++) {
            long due = load.isPaced() ? Math.round(frame * load.periodNanos()) : System.nanoTime() - beganNanos;
            if (!awaitUntil(beganNanos + due) || failure.get() != null) {
                return false;
            }
            mostLate = Math.max(mostLate, System.nanoTime() - beganNanos - due);
            if (frame == load.frames() / 2) {
                half = journeys.backlog(step);
            }
            send(step, began.plusNanos(due));
        }
        double planned = load.isPaced() ? load.frames() * load.periodNanos() : Double.MAX_VALUE;
        boolean punctual =
                System.nanoTime() - beganNanos <= planned + LATE * planned + PERIODS_LATE * load.periodNanos();
        backlogs.add(new Backlog(half, journeys.backlog(step), punctual, mostLate / 1e6));
        return true;
    }

    private boolean awaitUntil(long nanoTime) {
        long wait = nanoTime - System.nanoTime();
        return wait > 0 ? !stop.await(Duration.ofNanos(wait)) : !stop.isRequested();
    }

    private void send(int step, Instant due) {
        ImageEvent event = cameras.next(due);
        long dueMicros = Micros.of(event.getCapturedAt());
        publisher.send(event, (metadata, exception) -> {
            if (exception == null) {
                long appendedAt = Micros.of(Instant.ofEpochMilli(metadata.timestamp()));
                Position at = new Position(metadata.partition(), metadata.offset());
                listener.appended(step, at, appendedAt);
                journeys.sent(at, new Journey.Sent(step, dueMicros, appendedAt));
            } else {
                failure.compareAndSet(null, exception);
            }
        });
    }
}
