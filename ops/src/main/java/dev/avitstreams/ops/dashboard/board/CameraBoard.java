package dev.avitstreams.ops.dashboard.board;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All cameras, bounded in number: when there is no room for another, one that has been silent for long makes place, or
 * else the newcomer is only counted. Thread-safe.
 */
public final class CameraBoard {
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(15);

    private final int maxCameras;
    private final Map<String, CameraHistory> cameras = new HashMap<>();
    private final Pulse pulse = new Pulse();
    private long version;
    private long turnedAway;
    private @Nullable SeenFrame latest;

    /** What has changed since an earlier version. */
    public record Changes(long version, List<CameraView> cameras) {}

    /** A camera with its last frames, newest first. */
    public record Detail(CameraView camera, List<SeenFrame> frames) {}

    public CameraBoard(int maxCameras) {
        this.maxCameras = maxCameras;
    }

    public synchronized void add(SeenFrame frame) {
        pulse.add(frame);
        latest = frame;
        CameraHistory camera = camera(frame.camera(), frame.seenAt());
        if (camera != null) {
            camera.add(frame, ++version);
        }
    }

    /** @param at milliseconds since 1970 */
    public synchronized void addRejected(String id, long at) {
        pulse.addRejected(at);
        CameraHistory camera = camera(id, at);
        if (camera != null) {
            camera.addRejected(at, ++version);
        }
    }

    private @Nullable CameraHistory camera(String id, long now) {
        CameraHistory known = cameras.get(id);
        if (known != null) {
            return known;
        }
        if (cameras.size() >= maxCameras && !forgetOne(now)) {
            turnedAway++;
            return null;
        }
        CameraHistory added = new CameraHistory(id);
        cameras.put(id, added);
        return added;
    }

    private boolean forgetOne(long now) {
        Optional<Map.Entry<String, CameraHistory>> silent = cameras.entrySet().stream()
                .min(Comparator.comparingLong(entry -> entry.getValue().lastAt()));
        if (silent.isEmpty() || now - silent.get().getValue().lastAt() < FORGOTTEN_AFTER.toMillis()) {
            return false;
        }
        cameras.remove(silent.get().getKey());
        return true;
    }

    /** Cameras of which something was seen after that version; 0 for all. */
    public synchronized Changes since(long earlier) {
        Collection<CameraHistory> all = cameras.values();
        return new Changes(
                version,
                all.stream()
                        .filter(camera -> camera.version() > earlier)
                        .map(CameraHistory::view)
                        .toList());
    }

    public synchronized Optional<Detail> detail(String id) {
        CameraHistory camera = cameras.get(id);
        return camera == null ? Optional.empty() : Optional.of(new Detail(camera.view(), camera.frames()));
    }

    /** @param now milliseconds since 1970 */
    public synchronized Pulse.Minute lastMinute(long now) {
        return pulse.lastMinute(now);
    }

    /** The last frame of any camera: its model and operating point are those in use. */
    public synchronized Optional<SeenFrame> latest() {
        return Optional.ofNullable(latest);
    }

    public synchronized int cameras() {
        return cameras.size();
    }

    /** Frames of cameras for which there was no room. */
    public synchronized long turnedAway() {
        return turnedAway;
    }
}
