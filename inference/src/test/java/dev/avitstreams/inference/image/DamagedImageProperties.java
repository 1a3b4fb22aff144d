package dev.avitstreams.inference.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.inference.frame.FrameRejectedException;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DamagedImageProperties {
    private static final DecodeLimits LIMITS = new DecodeLimits(1 << 20, 1_000_000, DecodeLimits.DEFAULT.accepted());

    @Provide
    Arbitrary<String> fixtures() {
        return Arbitraries.of("rgb.jpg", "exif6.jpg", "cmyk.jpg", "rgb.png", "palette.png", "alpha.webp", "exif6.webp");
    }

    /** Whatever the network did to a file, it becomes pixels or a reason, never another exception. */
    @Property(tries = 400)
    void isDecodedOrRejected(@ForAll("fixtures") String fixture, @ForAll DecodeMode mode, @ForAll long seed) {
        byte[] damaged = TestImages.fixture(fixture);
        Random random = new Random(seed);
        for (int i = random.nextInt(8); i >= 0; i--) {
            // Most of the damage goes to the headers, where it has most ways to hurt.
            int range = random.nextBoolean() ? 64 : damaged.length;
            damaged[random.nextInt(range)] = (byte) random.nextInt(256);
        }
        try {
            PreparedImage unused = new ImageDecoder(16, LIMITS, mode).decode(damaged);
        } catch (FrameRejectedException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
