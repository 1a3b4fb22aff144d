package dev.avitstreams.ops.load;

import java.util.Arrays;

/** When results came. Not thread-safe. */
public final class Arrivals {
    private static final double LEAD = 0.1;

    private long[] micros = new long[1024];
    private int count;

    /** @param at microseconds, since any time */
    public void add(long at) {
        if (count == micros.length) {
            micros = Arrays.copyOf(micros, 2 * count);
        }
        micros[count++] = at;
    }

    /** Results a second between the first tenth of them and the last: without the start and the end. */
    public double perSecond() {
        long[] ascending = Arrays.copyOf(micros, count);
        Arrays.sort(ascending);
        int first = (int) (LEAD * count);
        int last = count - 1 - first;
        return last <= first ? 0 : (last - first) * 1e6 / Math.max(1, ascending[last] - ascending[first]);
    }
}
