package dev.avitstreams.inference.evaluation;

/**
 * What is known of a frame beforehand.
 *
 * @param key bits that stand for the frame's image: equal images, equal keys, however often and wherever they are sent
 * @param truth index of its class, or {@link #UNKNOWN}
 * @param camera its name; empty where there is none
 * @param hour of the day it was captured in, UTC, 0 to 23; {@link #UNKNOWN} where that is not known
 */
public record Subject(long key, int truth, String camera, int hour) {
    public static final int UNKNOWN = -1;

    public boolean isLabelled() {
        return truth != UNKNOWN;
    }
}
