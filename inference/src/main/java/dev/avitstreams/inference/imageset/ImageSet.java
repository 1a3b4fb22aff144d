package dev.avitstreams.inference.imageset;

import dev.avitstreams.inference.model.Labels;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Images of several tars and folders, one after the other. An image is labelled if the folder it lies in is named by a
 * class identifier of the model. Safe for any number of threads.
 */
public final class ImageSet implements Closeable {
    /** Stands for a class that is not known. */
    public static final int UNLABELLED = -1;

    private record Location(ImageStore store, int index, int label) {}

    private final List<ImageStore> stores = new ArrayList<>();
    private final List<Location> images = new ArrayList<>();

    private ImageSet() {}

    /**
     * @param labelled whose folders name classes; every image must have one
     * @param unlabelled whose folders are not looked at
     * @throws IOException naming the path that cannot be read, holds no image, or has a folder that is no class
     */
    public static ImageSet open(List<Path> labelled, List<Path> unlabelled, Labels labels) throws IOException {
        Map<String, Integer> classes = new HashMap<>();
        for (int index = 0; index < labels.size(); index++) {
            classes.put(labels.get(index).id(), index);
        }
        ImageSet set = new ImageSet();
        try {
            for (Path path : labelled) {
                set.add(path, classes, true);
            }
            for (Path path : unlabelled) {
                set.add(path, classes, false);
            }
        } catch (IOException | RuntimeException e) {
            set.close();
            throw e;
        }
        return set;
    }

    private void add(Path path, Map<String, Integer> classes, boolean labelled) throws IOException {
        ImageStore store = ImageStore.open(path);
        stores.add(store);
        if (store.names().isEmpty()) {
            throw new IOException(path + " holds no images: looked for .jpg, .jpeg, .png and .webp");
        }
        for (int index = 0; index < store.names().size(); index++) {
            int label = labelled ? label(path, store.names().get(index), classes) : UNLABELLED;
            images.add(new Location(store, index, label));
        }
    }

    private static int label(Path path, String name, Map<String, Integer> classes) throws IOException {
        String[] steps = name.split("/");
        String folder = steps.length < 2 ? "" : steps[steps.length - 2];
        Integer label = classes.get(folder);
        if (label == null) {
            throw new IOException(path + ": " + name + " lies in folder '" + folder
                    + "', which is no class identifier of the model's labels file; name the folder so, or give these"
                    + " images as unlabelled ones");
        }
        return label;
    }

    /** Indices of at most so many images, evenly spaced. */
    public List<Integer> evenly(int most) {
        int count = Math.min(most, images.size());
        return IntStream.range(0, count)
                .mapToObj(place -> (int) ((long) place * images.size() / count))
                .toList();
    }

    public int size() {
        return images.size();
    }

    /** Index of the class, or {@link #UNLABELLED}. */
    public int label(int image) {
        return images.get(image).label();
    }

    /** Path inside its tar or folder. */
    public String name(int image) {
        Location location = images.get(image);
        return location.store().names().get(location.index());
    }

    /** The encoded bytes. */
    public byte[] read(int image) throws IOException {
        Location location = images.get(image);
        return location.store().read(location.index());
    }

    @Override
    public void close() throws IOException {
        for (ImageStore store : stores) {
            store.close();
        }
    }
}
