package dev.avitstreams.inference.training.data;

import dev.avitstreams.inference.frame.FrameRejectedException;
import dev.avitstreams.inference.image.DecodeLimits;
import dev.avitstreams.inference.image.ImageDecoder;
import dev.avitstreams.inference.image.PreparedImage;
import dev.avitstreams.inference.imageset.ImageSet;
import dev.avitstreams.inference.model.Normalisation;
import dev.avitstreams.inference.training.augmentation.Augmentation;
import dev.avitstreams.inference.training.augmentation.ImageMixer;
import dev.avitstreams.inference.training.augmentation.PixelAugmenter;
import dev.avitstreams.inference.training.augmentation.RandomCrop;
import dev.avitstreams.inference.training.augmentation.Randomness;
import dev.avitstreams.inference.training.augmentation.Randomness.Purpose;
import dev.avitstreams.inference.training.augmentation.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the batch of any step: the same seed and step give the same batch to the bit. One thread at a time. */
public final class BatchSource {
    private static final Logger LOG = LoggerFactory.getLogger(BatchSource.class);
    /** Damaged images in a row after which something else must be wrong. */
    private static final int MOST_DAMAGED = 20;

    private final ImageSet images;
    private final int batchSize;
    private final long seed;
    private final Augmentation augmentation;
    private final ImageOrder order;
    private final ImageDecoder decoder;
    private final PixelAugmenter augmenter;
    private final ImageMixer mixer;

    /** @param side S of the model, pixels */
    public BatchSource(
            ImageSet images, int batchSize, long seed, Augmentation augmentation, int side, Normalisation pixels) {
        this.images = images;
        this.batchSize = batchSize;
        this.seed = seed;
        this.augmentation = augmentation;
        this.order = new ImageOrder(images.size(), seed);
        this.decoder = new ImageDecoder(side, DecodeLimits.DEFAULT);
        this.augmenter = new PixelAugmenter(augmentation, pixels);
        this.mixer = new ImageMixer(augmentation, side);
    }

    /**
     * @param step counted from 1
     * @throws IOException if images cannot be read
     */
    public TrainingBatch batch(long step) throws IOException {
        int side = decoder.side();
        int values = 3 * side * side;
        float[] pixels = new float[batchSize * values];
        List<Target> targets = new ArrayList<>();
        for (int slot = 0; slot < batchSize; slot++) {
            long place = (step - 1) * batchSize + slot;
            int image = order.at(place);
            PreparedImage prepared = decode(image, place);
            augmenter.apply(prepared, Randomness.of(seed, Purpose.COLOUR, step, slot), pixels, slot * values);
            targets.add(new Target(images.label(image), images.label(image), 1));
        }
        return new TrainingBatch(
                step, side, pixels, mixer.mix(pixels, targets, Randomness.of(seed, Purpose.MIXING, step, 0)));
    }

    /** A damaged image is replaced by the one after it in the set, and named in the log. */
    private PreparedImage decode(int image, long place) throws IOException {
        FrameRejectedException last = null;
        for (int tried = 0; tried < MOST_DAMAGED; tried++) {
            int candidate = (image + tried) % images.size();
            try {
                RandomCrop crop = new RandomCrop(augmentation, Randomness.of(seed, Purpose.CROP, place, 0));
                return decoder.decode(images.read(candidate), crop);
            } catch (FrameRejectedException e) {
                LOG.warn("Training image {} is left out: {}", images.name(candidate), e.getMessage());
                last = e;
            }
        }
        throw new IOException(
                MOST_DAMAGED + " images in a row cannot be decoded, the first being " + images.name(image), last);
    }
}
