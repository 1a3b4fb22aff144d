package dev.avitstreams.inference.batching;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Tells a camera that has the machine to itself from one that shares it: others count for {@link #MEMORY} after their
 * last frame. Without that memory a flooding camera would take all whenever the others happen to be between two frames.
 *
 * <p>Remembers two cameras, however many there are: the latest seen, and the latest that is not that one. Not
 * thread-safe: the owner's lock guards it.
 */
public final class Company {
    /** A camera of one frame in so long still has its part kept free. */
    public static final Duration MEMORY = Duration.ofSeconds(5);

    private record Seen(String camera, long atNanos) {}

    private @Nullable Seen latest;
    private @Nullable Seen other;

    /**
     * A frame of this camera is there.
     *
     * @param nowNanos never less than before
     */
    public void note(String camera, long nowNanos) {
        if (latest != null && !latest.camera.equals(camera)) {
            other = latest;
        }
        latest = new Seen(camera, nowNanos);
    }

    /** Whether another camera than this was seen of late. */
    public boolean isWith(String camera, long nowNanos) {
        Seen beside = latest != null && !latest.camera.equals(camera) ? latest : other;
        return beside != null && nowNanos - beside.atNanos <= MEMORY.toNanos();
    }
}
