package dev.avitstreams.ops.fuzz.image;

import dev.avitstreams.inference.frame.FrameRejectedException;
import dev.avitstreams.inference.image.DecodeMode;
import dev.avitstreams.inference.image.ImageDecoder;
import dev.avitstreams.inference.image.PreparedImage;
import dev.avitstreams.ops.fuzz.FuzzTarget;
import dev.avitstreams.topology.config.AvitConfig;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** The service's image decoder, with the limits that the service has unless told otherwise; every image in both modes. */
public final class ImageTarget implements FuzzTarget {
    private static final int SIDE = 224;
    /** What the rejection says where the native decoder had a say, and not only the reading of the structure. */
    private static final String NATIVE = "cannot be decoded";

    private final ImageInputs inputs = new ImageInputs();
    private final List<ImageDecoder> decoders;

    public ImageTarget() {
        var limits = AvitConfig.defaults("localhost:9092", List.of("http://localhost"))
                .frames()
                .decodeLimits();
        this.decoders = List.of(
                new ImageDecoder(SIDE, limits, DecodeMode.EXACT), new ImageDecoder(SIDE, limits, DecodeMode.SCALED));
    }

    @Override
    public byte[] input(SplittableRandom random) {
        return inputs.next(random);
    }

    @Override
    public String read(byte[] input) {
        return decoded(decoders.get(0), input) + ", scaled " + decoded(decoders.get(1), input);
    }

    private static String decoded(ImageDecoder decoder, byte[] input) {
        try {
            PreparedImage unused = decoder.decode(input);
            return "decoded";
        } catch (FrameRejectedException e) {
            String category = e.category().name().toLowerCase(Locale.ROOT);
            return String.valueOf(e.getMessage()).contains(NATIVE) ? category + " (pixels)" : category;
        }
    }
}
