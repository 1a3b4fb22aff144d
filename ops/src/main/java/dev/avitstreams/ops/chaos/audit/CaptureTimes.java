package dev.avitstreams.ops.chaos.audit;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** When labelled frames were captured, camera by camera. Belongs to one thread. */
final class CaptureTimes {
    private static final int FIRST = 64;

    private final Map<String, Times> cameras = new HashMap<>();

    private static final class Times {
        private long[] millis = new long[FIRST];
        private int size;

        void add(long time) {
            if (size == millis.length) {
                millis = Arrays.copyOf(millis, 2 * size);
            }
            millis[size++] = time;
        }

        long[] sorted() {
            return Arrays.stream(millis, 0, size).sorted().toArray();
        }
    }

    void add(String camera, Instant capturedAt) {
        cameras.computeIfAbsent(camera, any -> new Times()).add(capturedAt.toEpochMilli());
    }

    /** Milliseconds, in ascending order. */
    long[] of(String camera) {
        Times times = cameras.get(camera);
        return times == null ? new long[0] : times.sorted();
    }
}
