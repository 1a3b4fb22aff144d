package dev.avitstreams.ops.evaluation.frames;

import dev.avitstreams.inference.frame.ErrorCategory;
import dev.avitstreams.inference.frame.FrameOutcome.Rejected;
import dev.avitstreams.inference.image.Sha256;
import dev.avitstreams.inference.imageset.ImageSet;
import dev.avitstreams.inference.model.Labels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Images of tars and folders as frames, one after the other. */
public final class ImageSupply implements FrameSupply {
    private final ImageSet images;
    private final Labels labels;
    private final List<Integer> chosen;
    private int given;

    /**
     * @param images closed with this
     * @param most images to give, evenly spaced
     * @param after so many have been evaluated already
     */
    public ImageSupply(ImageSet images, Labels labels, int most, long after) {
        this.images = images;
        this.labels = labels;
        this.chosen = images.evenly(most);
        this.given = (int) Math.min(after, chosen.size());
    }

    /** How many images, and a digest of their names and classes in order: other images are told from them by it. */
    public static String inWords(ImageSet images) {
        StringBuilder all = new StringBuilder();
        for (int index = 0; index < images.size(); index++) {
            all.append(images.label(index))
                    .append(' ')
                    .append(images.name(index))
                    .append('\0');
        }
        String digest = Sha256.hex(all.toString().getBytes(StandardCharsets.UTF_8));
        return images.size() + " images, SHA-256 of their names " + digest.substring(0, 16);
    }

    @Override
    public List<RawFrame> next(int most) {
        int from = given;
        given = Math.min(chosen.size(), given + most);
        return IntStream.range(from, given)
                .<RawFrame>mapToObj(place -> new Image(chosen.get(place)))
                .toList();
    }

    private final class Image implements RawFrame {
        private final int index;

        Image(int index) {
            this.index = index;
        }

        @Override
        public long timeMillis() {
            return 0;
        }

        @Override
        public ReadFrame read() {
            int label = images.label(index);
            Optional<String> truth = label == ImageSet.UNLABELLED
                    ? Optional.empty()
                    : Optional.of(labels.get(label).id());
            byte[] bytes = {};
            Optional<Rejected> rejected = Optional.empty();
            try {
                bytes = images.read(index);
            } catch (IOException e) {
                rejected = Optional.of(new Rejected(
                        ErrorCategory.REFERENCE_UNAVAILABLE,
                        "The image " + images.name(index) + " cannot be read: " + e.getMessage()));
            }
            return new ReadFrame(images.name(index), "", Optional.empty(), truth, Optional.empty(), bytes, rejected);
        }
    }

    @Override
    public Map<Integer, Long> positions() {
        return Map.of(0, (long) given);
    }

    @Override
    public long passed() {
        return given;
    }

    @Override
    public long total() {
        return chosen.size();
    }

    @Override
    public boolean isTimed() {
        return false;
    }

    @Override
    public void close() {
        try {
            images.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
