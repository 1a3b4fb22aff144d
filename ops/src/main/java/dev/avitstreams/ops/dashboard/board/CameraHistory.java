package dev.avitstreams.ops.dashboard.board;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last frames of one camera. Guarded by the board. */
final class CameraHistory {
    static final int FRAMES = 60;

    /** A camera is late after so many of its own usual intervals. */
    private static final int STALE_INTERVALS = 4;

    private static final int OFFLINE_INTERVALS = 20;

    private final String camera;
    private final Deque<SeenFrame> frames = new ArrayDeque<>();
    private long rejected;
    private long rejectedAt;
    private long intervalMillis;
    private long lastAt;
    private long version;

    CameraHistory(String camera) {
        this.camera = camera;
    }

    void add(SeenFrame frame, long newVersion) {
        if (frames.size() == FRAMES) {
            frames.removeFirst();
        }
        frames.addLast(frame);
        seen(frame.seenAt());
        version = newVersion;
    }

    void addRejected(long at, long newVersion) {
        rejected++;
        rejectedAt = at;
        seen(at);
        version = newVersion;
    }

    /** Keeps a running idea of how often this camera is heard of; batches arrive together, so zero gaps count too. */
    private void seen(long at) {
        if (lastAt > 0 && at >= lastAt) {
            long gap = Math.min(at - lastAt, Duration.ofMinutes(5).toMillis());
            intervalMillis = intervalMillis == 0 ? gap : (7 * intervalMillis + gap) / 8;
        }
        lastAt = Math.max(lastAt, at);
    }

    long version() {
        return version;
    }

    long lastAt() {
        return lastAt;
    }

    CameraView view() {
        List<Float> depths = new ArrayList<>(frames.size());
        long executed = 0;
        long dense = 0;
        for (SeenFrame frame : frames) {
            depths.add(Math.round(frame.meanDepth() * 100) / 100f);
            executed += frame.macsExecuted();
            dense += frame.macsDense();
        }
        return new CameraView(
                camera,
                frames.peekLast(),
                depths,
                dense == 0 ? 0 : 1 - (double) executed / dense,
                rejected,
                rejectedAt,
                lastAt,
                between(STALE_INTERVALS * intervalMillis, Duration.ofSeconds(5), Duration.ofMinutes(2)),
                between(OFFLINE_INTERVALS * intervalMillis, Duration.ofSeconds(20), Duration.ofMinutes(15)));
    }

    /** Newest first. */
    List<SeenFrame> frames() {
        List<SeenFrame> newest = new ArrayList<>(frames.size());
        frames.descendingIterator().forEachRemaining(newest::add);
        return newest;
    }

    private static long between(long millis, Duration least, Duration most) {
        return Math.min(Math.max(millis, least.toMillis()), most.toMillis());
    }
}
