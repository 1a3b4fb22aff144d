package dev.avitstreams.inference.training.data;

import dev.avitstreams.inference.training.augmentation.Randomness;
import java.util.SplittableRandom;

/**
 * In which order images come: a new shuffle in each epoch, a function of the seed and the place alone. Keeps the shuffle
 * of the epoch it was last asked for. One thread at a time.
 */
final class ImageOrder {
    private final int images;
    private final long seed;
    private long epoch = -1;
    private int[] order = new int[0];

    ImageOrder(int images, long seed) {
        this.images = images;
        this.seed = seed;
    }

    /** @param place counted from 0 over all epochs */
    int at(long place) {
        long wanted = place / images;
        if (wanted != epoch) {
            shuffle(wanted);
        }
        return order[(int) (place % images)];
    }

    private void shuffle(long wanted) {
        SplittableRandom random = Randomness.of(seed, Randomness.Purpose.ORDER, wanted, 0);
        order = new int[images];
        for (int i = 0; i < images; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        epoch = wanted;
    }
}
