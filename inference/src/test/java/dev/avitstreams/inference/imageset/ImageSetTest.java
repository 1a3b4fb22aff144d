package dev.avitstreams.inference.imageset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.avitstreams.inference.model.Labels;
import dev.avitstreams.inference.testing.TarEntries;
import dev.avitstreams.inference.testing.TestData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageSetTest {
    private static final Labels LABELS =
            new Labels(List.of(new Labels.Label("cat", "a cat"), new Labels.Label("dog", "a dog")));

    @TempDir
    private Path folder;

    /** Plain ustar headers, as every tar writes them. */
    private Path tar(String... names) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String name : names) {
            byte[] content = ("content of " + name).getBytes(StandardCharsets.UTF_8);
            byte[] header = new byte[512];
            put(header, 0, name);
            put(header, 124, "%011o".formatted(content.length));
            put(header, 148, "        ");
            header[156] = '0';
            int sum = 0;
            for (byte b : header) {
                sum += b & 0xFF;
            }
            put(header, 148, "%06o".formatted(sum));
            header[154] = 0;
            out.write(header);
            out.write(Arrays.copyOf(content, (content.length + 511) / 512 * 512));
        }
        out.write(new byte[1024]);
        return Files.write(folder.resolve("images.tar"), out.toByteArray());
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    @Test
    void labelsComeFromFoldersAndUnlabelledImagesHaveNone() throws IOException {
        // Given
        Path tar = tar("dog/1.jpg", "dog/readme.txt", "cat/2.JPEG");
        Path loose = Files.createDirectories(folder.resolve("loose"));
        Files.writeString(loose.resolve("x.png"), "x");

        // When
        try (ImageSet set = ImageSet.open(List.of(tar), List.of(loose), LABELS)) {
            // Then
            assertThat(set.size()).isEqualTo(3);
            assertThat(List.of(set.label(0), set.label(1), set.label(2))).containsExactly(1, 0, ImageSet.UNLABELLED);
            assertThat(set.read(1)).asString().isEqualTo("content of cat/2.JPEG");
            assertThat(set.read(2)).asString().isEqualTo("x");
        }
    }

    @Test
    void folderThatIsNoClassIsNamed() throws IOException {
        Path tar = tar("horse/1.jpg");

        assertThatThrownBy(() -> ImageSet.open(List.of(tar), List.of(), LABELS))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("horse")
                .hasMessageContaining("unlabelled");
    }

    @Test
    void damagedTarIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(tar("dog/1.jpg"));
        bytes[3]++;
        Path damaged = Files.write(folder.resolve("damaged.tar"), bytes);

        assertThatThrownBy(() -> ImageSet.open(List.of(damaged), List.of(), LABELS))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("damaged at byte 0");
    }

    @Test
    void realTarReadsAsAnotherReaderDoes() throws IOException {
        Optional<Path> tar = TestData.shared("data/caltech101-224-unlabelled.tar");
        assumeTrue(tar.isPresent(), "skipped: no shared/data beside the repository");
        try (ImageSet set = ImageSet.open(List.of(), List.of(tar.orElseThrow()), LABELS)) {
            List<TarEntries.Entry> entries = TarEntries.read(tar.orElseThrow());

            assertThat(set.size()).isEqualTo(entries.size());
            for (int image = 0; image < set.size(); image += 97) {
                assertThat(set.name(image)).isEqualTo(entries.get(image).name());
                assertThat(set.read(image)).isEqualTo(entries.get(image).bytes());
            }
        }
    }
}
