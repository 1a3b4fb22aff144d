package dev.avitstreams.inference.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.avitstreams.inference.frame.ErrorCategory;
import dev.avitstreams.inference.frame.FrameRejectedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageReferenceReaderTest {
    private static final byte[] IMAGE = {1, 2, 3, 4, 5};
    private static final String DIGEST = Sha256.hex(IMAGE);

    @TempDir
    private Path folder;

    private Path root;
    private Path file;
    private ImageReferenceReader reader;

    @BeforeEach
    void prepare() throws IOException {
        root = Files.createDirectories(folder.resolve("root"));
        file = Files.write(Files.createDirectories(root.resolve("cam 1")).resolve("a.jpg"), IMAGE);
        Files.write(folder.resolve("secret"), IMAGE);
        reader = new ImageReferenceReader(List.of(root), DecodeLimits.DEFAULT);
    }

    private ErrorCategory category(String uri, String digest, long length) {
        return catchThrowableOfType(FrameRejectedException.class, () -> reader.read(uri, digest, length))
                .category();
    }

    @Test
    void readsWhatWasAnnounced() throws Exception {
        assertThat(reader.read(file.toUri().toString(), DIGEST.toUpperCase(Locale.ROOT), IMAGE.length))
                .isEqualTo(IMAGE);
    }

    @Test
    void refusesWhatLiesOutsideTheRoots() {
        String outside = folder.resolve("secret").toUri().toString();
        String climbing = root.toUri() + "../secret";
        String sibling = Path.of(root + "-other/a.jpg").toUri().toString();

        for (String uri : List.of(outside, climbing, sibling)) {
            assertThat(category(uri, DIGEST, IMAGE.length)).as(uri).isEqualTo(ErrorCategory.REFERENCE_REFUSED);
        }
    }

    @Test
    void refusesASymbolicLinkThatLeadsOut() throws IOException {
        Path link = Files.createSymbolicLink(root.resolve("link.jpg"), folder.resolve("secret"));
        Path folderLink = Files.createSymbolicLink(root.resolve("out"), folder);

        assertThat(category(link.toUri().toString(), DIGEST, IMAGE.length)).isEqualTo(ErrorCategory.REFERENCE_REFUSED);
        assertThat(category(folderLink.toUri() + "secret", DIGEST, IMAGE.length))
                .isEqualTo(ErrorCategory.REFERENCE_REFUSED);
    }

    @Test
    void noSpellingOfAPathLeadsOut() {
        String under = root.toUri().toString();
        List<String> spellings = List.of(
                under + "%2e%2e/secret",
                under + "%2E%2E%2Fsecret",
                under + "..%2fsecret",
                under + "cam%201/../../secret",
                under + "./../secret",
                under + "..%252fsecret",
                under + "..;/secret",
                under + "..\\secret",
                under.replace("file:///", "file://localhost/") + "../secret",
                under.replace("file:/", "file:////") + "../secret",
                under.replace("file:", "FILE:") + "%2e%2e/secret",
                under + "a.jpg?../../secret",
                under + "a.jpg#../../secret");

        for (String uri : spellings) {
            assertThat(catchThrowableOfType(FrameRejectedException.class, () -> reader.read(uri, DIGEST, IMAGE.length)))
                    .as(uri)
                    .isNotNull();
        }
    }

    @Test
    void nothingIsFetchedOverANetwork() {
        for (String uri : List.of(
                "http://169.254.169.254/latest/meta-data/",
                "http://[::ffff:169.254.169.254]/",
                "https://127.0.0.1/a.jpg",
                "ftp://127.0.0.1/a.jpg",
                "jar:http://127.0.0.1/a.jar!/a.jpg",
                "data:image/jpeg;base64,AA==",
                "//127.0.0.1/share/a.jpg")) {
            assertThat(category(uri, DIGEST, IMAGE.length)).as(uri).isEqualTo(ErrorCategory.REFERENCE_REFUSED);
        }
    }

    @Test
    void rootMayItselfBeALink() throws Exception {
        Path alias = Files.createSymbolicLink(folder.resolve("alias"), root);
        ImageReferenceReader throughAlias = new ImageReferenceReader(List.of(alias), DecodeLimits.DEFAULT);

        assertThat(throughAlias.read(alias.toUri() + "cam%201/a.jpg", DIGEST, IMAGE.length))
                .isEqualTo(IMAGE);
    }

    @Test
    void refusesWhatIsNoFileUri() {
        for (String uri : List.of("http://host/a.jpg", "a.jpg", "file://host/a.jpg", "file:///%00", "::")) {
            assertThat(category(uri, DIGEST, IMAGE.length)).as(uri).isEqualTo(ErrorCategory.REFERENCE_REFUSED);
        }
    }

    @Test
    void withoutRootsEverythingIsRefused() {
        reader = new ImageReferenceReader(List.of(), DecodeLimits.DEFAULT);

        assertThat(catchThrowableOfType(
                        FrameRejectedException.class,
                        () -> reader.read(file.toUri().toString(), DIGEST, IMAGE.length)))
                .hasMessageContaining("no roots are configured");
    }

    @Test
    void missingOrOtherFileIsUnavailable() {
        String uri = file.toUri().toString();

        assertThat(category(root.toUri() + "gone.jpg", DIGEST, IMAGE.length))
                .isEqualTo(ErrorCategory.REFERENCE_UNAVAILABLE);
        assertThat(category(root.toUri().toString(), DIGEST, IMAGE.length))
                .isEqualTo(ErrorCategory.REFERENCE_UNAVAILABLE);
        assertThat(category(uri, DIGEST.replace('a', 'b').replace('0', '1'), IMAGE.length))
                .isEqualTo(ErrorCategory.REFERENCE_UNAVAILABLE);
        for (long length : new long[] {-7, 0, 4, 6}) {
            assertThat(category(uri, DIGEST, length)).isEqualTo(ErrorCategory.REFERENCE_UNAVAILABLE);
        }
    }

    @Test
    void announcedLengthBeyondTheLimitIsTooLarge() {
        assertThat(category(file.toUri().toString(), DIGEST, 1L << 40)).isEqualTo(ErrorCategory.FRAME_TOO_LARGE);
    }
}
