package dev.avitstreams.ops.fuzz.image;

import dev.avitstreams.ops.fuzz.bytes.ByteEdits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Chooses how an image is to be broken. */
final class ImageInputs {
    /** One in so many is a bomb, which takes hundreds of times as long as another image. */
    private static final int BOMBS = 1500;

    private static final byte[] PAGE = "<html><script>alert(1)</script></html>".getBytes(StandardCharsets.US_ASCII);

    private final ImageSeeds seeds = ImageSeeds.make();
    private final ImageBombs bombs = new ImageBombs();
    private final PngEdits pngs = new PngEdits();

    byte[] next(SplittableRandom random) {
        if (random.nextInt(BOMBS) == 0) {
            byte[] bomb = bombs.any(random);
            return random.nextInt(4) == 0 ? ByteEdits.damage(bomb, random) : bomb;
        }
        return switch (random.nextInt(20)) {
            case 0, 1, 2 -> ByteEdits.damage(seeds.any(random), random);
            case 3, 4, 5, 6, 7 ->
                JpegEdits.edited(JpegFile.of(ImageSeeds.one(seeds.jpegs(), random)), random)
                        .bytes();
            case 8, 9, 10, 11 ->
                pngs.edited(PngFile.of(ImageSeeds.one(seeds.pngs(), random)), random)
                        .bytes();
            case 12, 13, 14, 15 ->
                WebpEdits.edited(WebpFile.of(ImageSeeds.one(seeds.webps(), random)), random)
                        .bytes();
            case 16 -> spliced(random);
            case 17 -> polyglot(random);
            case 18 -> headless(random);
            default -> ByteEdits.damage(edited(random), random);
        };
    }

    private byte[] edited(SplittableRandom random) {
        return switch (random.nextInt(3)) {
            case 0 ->
                JpegEdits.edited(JpegFile.of(ImageSeeds.one(seeds.jpegs(), random)), random)
                        .bytes();
            case 1 ->
                pngs.edited(PngFile.of(ImageSeeds.one(seeds.pngs(), random)), random)
                        .bytes();
            default ->
                WebpEdits.edited(WebpFile.of(ImageSeeds.one(seeds.webps(), random)), random)
                        .bytes();
        };
    }

    private byte[] spliced(SplittableRandom random) {
        List<byte[]> kind = switch (random.nextInt(3)) {
            case 0 -> seeds.jpegs();
            case 1 -> seeds.pngs();
            default -> seeds.webps();
        };
        return ByteEdits.spliced(ImageSeeds.one(kind, random), ImageSeeds.one(kind, random), random);
    }

    /** Two files in one: an image that is an archive, a web page or another image too. */
    private byte[] polyglot(SplittableRandom random) {
        byte[] image = seeds.any(random);
        return switch (random.nextInt(4)) {
            case 0 -> ByteEdits.joined(image, zip());
            case 1 -> ByteEdits.joined(image, PAGE);
            case 2 -> ByteEdits.joined(image, seeds.any(random));
            default -> ByteEdits.joined(zip(), image);
        };
    }

    private static byte[] zip() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            ZipEntry entry = new ZipEntry("index.html");
            entry.setTime(0);
            zip.putNextEntry(entry);
            zip.write(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A signature with noise behind it, or an image without its first bytes. */
    private byte[] headless(SplittableRandom random) {
        byte[] image = seeds.any(random);
        byte[] signature = java.util.Arrays.copyOf(image, random.nextInt(40));
        return random.nextBoolean()
                ? ByteEdits.joined(signature, ByteEdits.noise(random.nextInt(2000), random))
                : java.util.Arrays.copyOf(image, random.nextInt(image.length + 1));
    }
}
