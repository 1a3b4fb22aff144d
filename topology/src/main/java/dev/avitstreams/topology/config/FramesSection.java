package dev.avitstreams.topology.config;

import dev.avitstreams.inference.image.DecodeLimits;
import dev.avitstreams.inference.image.DecodeMode;
import dev.avitstreams.inference.image.ImageEncoding;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code frames}: which frames are accepted. What is refused becomes a dead letter. */
public record FramesSection(
        @Setting(value = "Most encoded bytes of an image.", byDefault = "4MiB", range = "1KiB to 256MiB")
        DataSize maxBytes,

        @Setting(
                value = "Most pixels of an image, read from its header before anything is decoded.",
                byDefault = "25000000",
                range = "1 to 1000000000")
        long maxPixels,

        @Setting(value = "Encodings accepted, told by the bytes.", byDefault = "jpeg, png, webp")
        List<ImageEncoding> encodings,

        @Setting(
                value =
                        "exact decodes every pixel. scaled decodes a large JPEG at a half, a quarter or an eighth of its"
                                + " size, which costs less and changes pixels slightly.",
                byDefault = "exact")
        DecodeMode decode,

        @Setting("Folders below which a frame may refer to an image file instead of carrying it. Empty: no references.")
        List<Path> referenceRoots,

        @Setting(
                value = "Skip a frame, counted as skipped, when its turn comes this long after it reached its topic."
                        + " Left out, no frame is ever skipped.",
                range = "1ms to 1d")
        Optional<Duration> skipStaleAfter) {

    public FramesSection {
        Check.range("frames.max-bytes", maxBytes, new DataSize(1024), DataSize.ofMebibytes(256));
        Check.range("frames.max-pixels", maxPixels, 1, 1_000_000_000);
        encodings = List.copyOf(encodings);
        if (encodings.isEmpty()) {
            throw new InvalidSettingException(
                    "frames.encodings", "is empty, must name at least one of jpeg, png, webp");
        }
        referenceRoots = List.copyOf(referenceRoots);
        skipStaleAfter.ifPresent(
                age -> Check.range("frames.skip-stale-after", age, Duration.ofMillis(1), Duration.ofDays(1)));
    }

    /** What the decoder is told. */
    public DecodeLimits decodeLimits() {
        return new DecodeLimits(maxBytes.intBytes(), maxPixels, Set.copyOf(encodings));
    }
}
