package dev.avitstreams.inference.evaluation;

/**
 * The Poisson bootstrap: in each of many imagined repetitions of the evaluation a frame occurs 0, 1, 2, … times, drawn
 * with mean 1 from the frame's own key. So a frame weighs the same for every contender and in any order, and equal images
 * are drawn together, for they are not independent.
 *
 * @param seed another one gives other repetitions
 */
public record Resampling(long seed) {
    /** Repetitions; the 2.5 % at either end are then 25 each. */
    static final int REPETITIONS = 1000;

    private static final int DRAWS_A_HASH = 4;
    private static final int RESOLUTION = 1 << 16;
    private static final byte[] POISSON = poisson();

    /** How often the frame occurs in each repetition. */
    public byte[] weights(long key) {
        byte[] weights = new byte[REPETITIONS];
        long state = mix(key ^ mix(seed));
        for (int at = 0; at < REPETITIONS; at += DRAWS_A_HASH) {
            state += 0x9E3779B97F4A7C15L;
            long bits = mix(state);
            for (int draw = 0; draw < DRAWS_A_HASH; draw++) {
                weights[at + draw] = POISSON[(int) (bits >>> (16 * draw)) & 0xFFFF];
            }
        }
        return weights;
    }

    /** The finaliser of SplitMix64. */
    private static long mix(long value) {
        long z = value;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    /** The inverse of Poisson's distribution function, tabulated. */
    private static byte[] poisson() {
        byte[] table = new byte[RESOLUTION];
        double probability = StrictMath.exp(-1);
        double below = probability;
        byte count = 0;
        for (int place = 0; place < RESOLUTION; place++) {
            while ((place + .5) / RESOLUTION > below) {
                count++;
                probability /= count;
                below += probability;
            }
            table[place] = count;
        }
        return table;
    }
}
