package dev.avitstreams.inference.engine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.avitstreams.inference.device.Backend;
import dev.avitstreams.inference.elastic.LoadSample;
import dev.avitstreams.inference.frame.Classification;
import dev.avitstreams.inference.frame.FrameOrigin;
import dev.avitstreams.inference.frame.FrameOrigin.Priority;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * Counts what the operator does, between one sample and the next. Thread-safe: dispatchers add to it, a thread that
 * ticks takes the samples. Under its lock only the leaves of budget and backend are taken.
 */
final class LoadMeter {
    /** Ages remembered of an interval; of more frames the latest. */
    private static final int AGES = 2048;

    private static final double PERCENTILE = .95;

    private final Backend backend;
    private final IntSupplier inFlight;
    private final InstantSource clock;
    private final LongSupplier nanoClock;

    @GuardedBy("this")
    private final long[] agesNanos = new long[AGES];

    @GuardedBy("this")
    private long handedOver;

    @GuardedBy("this")
    private int computing;

    @GuardedBy("this")
    private final long[] finished = new long[Priority.values().length];

    @GuardedBy("this")
    private long macs;

    @GuardedBy("this")
    private long lastAgeNanos;

    @GuardedBy("this")
    private long sampledNanos;

    @GuardedBy("this")
    private long busyNanos;

    /** @param inFlight frames accepted and not yet finished */
    LoadMeter(Backend backend, IntSupplier inFlight, InstantSource clock, LongSupplier nanoClock) {
        this.backend = backend;
        this.inFlight = inFlight;
        this.clock = clock;
        this.nanoClock = nanoClock;
        this.sampledNanos = nanoClock.getAsLong();
        this.busyNanos = backend.busyNanos();
    }

    /** A batch goes to the operator; one {@link #returned} will follow. */
    synchronized void handOver(List<DecodedFrame> frames) {
        long nowMillis = clock.millis();
        long nowNanos = nanoClock.getAsLong();
        computing += frames.size();
        for (DecodedFrame frame : frames) {
            long age = frame.origin()
                    .arrivedAt()
                    .map(at -> (nowMillis - at.toEpochMilli()) * 1_000_000)
                    .orElse(nowNanos - frame.acceptedNanos());
            agesNanos[(int) (handedOver++ % AGES)] = Math.max(0, age); // clocks of two machines may differ
        }
    }

    synchronized void finish(FrameOrigin origin, Classification answer) {
        finished[origin.priority().ordinal()]++;
        macs += answer.macsExecuted();
    }

    /** The operator is done with a batch, whatever came of it. */
    synchronized void returned(int frames) {
        computing -= frames;
    }

    /** Of what was seen since the sample before; zero everywhere where nothing was. */
    synchronized LoadSample sample() {
        long now = nanoClock.getAsLong();
        long busy = backend.busyNanos();
        long interval = Math.max(1, now - sampledNanos);
        int present = inFlight.getAsInt();
        double available = (double) interval * backend.workers();
        LoadSample sample = new LoadSample(
                now,
                Duration.ofNanos(interval),
                finished[Priority.NORMAL.ordinal()],
                finished[Priority.HIGH.ordinal()],
                macs / 1e9,
                Math.min(1, Math.max(0, busy - busyNanos) / available),
                Duration.ofNanos(age(present)),
                Math.max(0, present - computing));
        sampledNanos = now;
        busyNanos = busy;
        handedOver = 0;
        macs = 0;
        Arrays.fill(finished, 0);
        return sample;
    }

    @GuardedBy("this")
    private long age(int present) {
        int known = (int) Math.min(handedOver, AGES);
        if (known > 0) {
            long[] sorted = Arrays.copyOf(agesNanos, known);
            Arrays.sort(sorted);
            lastAgeNanos = sorted[(int) Math.ceil(PERCENTILE * known) - 1];
        } else if (present == 0) {
            lastAgeNanos = 0; // nothing there that could be late
        }
        return lastAgeNanos;
    }
}
