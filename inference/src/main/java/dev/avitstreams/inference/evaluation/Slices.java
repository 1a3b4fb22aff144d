package dev.avitstreams.inference.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The frames taken apart by camera, hour of the day, true class and depth. Memory grows with the cameras and classes. */
public final class Slices {
    private static final int TENTHS = 10;

    private final TreeMap<String, Slice> cameras = new TreeMap<>();
    private final TreeMap<Integer, Slice> hours = new TreeMap<>();
    private final TreeMap<Integer, Slice> classes = new TreeMap<>();
    private final TreeMap<Double, Slice> depths = new TreeMap<>(); // by the frame's mean depth

    void add(Subject subject, Judgement judgement) {
        if (!subject.camera().isEmpty()) {
            add(cameras, subject.camera(), subject, judgement);
        }
        if (subject.hour() != Subject.UNKNOWN) {
            add(hours, subject.hour(), subject, judgement);
        }
        if (subject.isLabelled()) {
            add(classes, subject.truth(), subject, judgement);
        }
        add(depths, judgement.meanDepth(), subject, judgement);
    }

    private static <K> void add(SortedMap<K, Slice> slices, K key, Subject subject, Judgement judgement) {
        slices.computeIfAbsent(key, k -> new Slice()).add(subject, judgement);
    }

    void merge(Slices other) {
        merge(cameras, other.cameras);
        merge(hours, other.hours);
        merge(classes, other.classes);
        merge(depths, other.depths);
    }

    private static <K> void merge(SortedMap<K, Slice> into, SortedMap<K, Slice> from) {
        from.forEach((key, slice) -> into.computeIfAbsent(key, k -> new Slice()).merge(slice));
    }

    public SortedMap<String, Slice> cameras() {
        return Collections.unmodifiableSortedMap(cameras);
    }

    /** By hour of the day, UTC. */
    public SortedMap<Integer, Slice> hours() {
        return Collections.unmodifiableSortedMap(hours);
    }

    /** By index of the true class. */
    public SortedMap<Integer, Slice> classes() {
        return Collections.unmodifiableSortedMap(classes);
    }

    /**
     * Tenths of the frames, the shallowest first. Frames of one depth stay together, in the tenth that their middle falls
     * into, so a tenth may be larger or empty.
     */
    public List<Slice> depthDeciles() {
        List<Slice> deciles = new ArrayList<>();
        for (int tenth = 0; tenth < TENTHS; tenth++) {
            deciles.add(new Slice());
        }
        long all = depths.values().stream()
                .mapToLong(slice -> slice.hits().frames())
                .sum();
        long before = 0;
        for (Slice slice : depths.values()) {
            long frames = slice.hits().frames();
            int tenth = (int) ((2 * before + frames) * TENTHS / (2 * all));
            deciles.get(Math.min(TENTHS - 1, tenth)).merge(slice);
            before += frames;
        }
        return deciles;
    }
}
