package dev.avitstreams.ops.load;

import java.util.List;
import java.util.Optional;

/**
 * What a camera of a load shows.
 *
 * @param encoded JPEG, PNG or WebP; not copied, not to be modified
 * @param truth class that the frame carries, where it is known
 */
public record LoadImage(byte[] encoded, Optional<String> truth) {

    public static List<LoadImage> unlabelled(List<byte[]> encoded) {
        return encoded.stream()
                .map(image -> new LoadImage(image, Optional.empty()))
                .toList();
    }
}
