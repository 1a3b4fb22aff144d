package dev.avitstreams.ops.bench;

import dev.avitstreams.inference.frame.FrameRejectedException;
import dev.avitstreams.inference.image.DecodeLimits;
import dev.avitstreams.inference.image.ImageDecoder;
import dev.avitstreams.inference.image.PreparedImage;
import dev.avitstreams.inference.imageset.ImageSet;
import dev.avitstreams.inference.model.Labels;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.training.augmentation.Augmentation;
import dev.avitstreams.inference.training.augmentation.PixelAugmenter;
import dev.avitstreams.ops.camera.PhotographSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Images to measure with, prepared as frames are. */
public final class BenchImages {
    private static final int CAMERAS = 8;
    /** So that two frames of a camera differ. */
    private static final int FRAMES_BETWEEN = 15;

    private BenchImages() {}

    /**
     * @param paths tars or folders, from which images are taken evenly; if there are none, what the demo's cameras see
     * @return [count][3 · S · S] normalised; fewer where there are fewer images
     */
    public static List<float[]> load(List<Path> paths, int count, ModelFolder model) throws IOException {
        List<byte[]> encoded = encoded(paths, count);
        int side = model.manifest().architecture().imageSide();
        ImageDecoder decoder = new ImageDecoder(side, DecodeLimits.DEFAULT);
        PixelAugmenter normaliser =
                new PixelAugmenter(Augmentation.NONE, model.manifest().normalisation());
        List<float[]> pixels = new ArrayList<>();
        for (byte[] image : encoded) {
            try {
                PreparedImage prepared = decoder.decode(image);
                float[] values = new float[3 * side * side];
                normaliser.apply(prepared, new SplittableRandom(0), values, 0);
                pixels.add(values);
            } catch (FrameRejectedException e) {
                throw new IOException("an image to measure with cannot be decoded: " + e.getMessage(), e);
            }
        }
        return pixels;
    }

    /**
     * As {@link #load}, as they are.
     *
     * @return JPEG, PNG or WebP files
     */
    public static List<byte[]> encoded(List<Path> paths, int count) throws IOException {
        return paths.isEmpty() ? photographs(count) : ofPaths(paths, count);
    }

    private static List<byte[]> ofPaths(List<Path> paths, int count) throws IOException {
        try (ImageSet images = ImageSet.open(List.of(), paths, new Labels(List.of()))) {
            int some = Math.min(count, images.size());
            List<byte[]> encoded = new ArrayList<>();
            for (int place = 0; place < some; place++) {
                encoded.add(images.read((int) ((long) place * images.size() / some)));
            }
            return encoded;
        }
    }

    private static List<byte[]> photographs(int count) throws IOException {
        List<PhotographSource> cameras = new ArrayList<>();
        for (int camera = 0; camera < CAMERAS; camera++) {
            cameras.add(PhotographSource.open(camera));
        }
        List<byte[]> encoded = new ArrayList<>();
        while (encoded.size() < count) {
            PhotographSource camera = cameras.get(encoded.size() % CAMERAS);
            for (int skipped = 1; skipped < FRAMES_BETWEEN; skipped++) {
                camera.next();
            }
            encoded.add(camera.next().orElseThrow().image());
        }
        cameras.forEach(PhotographSource::close);
        return encoded;
    }
}
