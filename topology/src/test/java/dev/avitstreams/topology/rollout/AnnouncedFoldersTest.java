package dev.avitstreams.topology.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avitstreams.inference.model.ModelException;
import dev.avitstreams.schemas.ModelAnnouncement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnouncedFoldersTest {
    private static final Path BUNDLED = Path.of("..", "model");

    @TempDir
    private Path folder;

    private Path root;
    private Path model;
    private AnnouncedFolders folders;

    @BeforeEach
    void copyAModel() throws IOException {
        root = Files.createDirectory(folder.toRealPath().resolve("root"));
        model = copy(root.resolve("tiny"));
        folders = new AnnouncedFolders(List.of(root));
    }

    private static Path copy(Path to) throws IOException {
        Files.createDirectory(to);
        for (String file : List.of("model.json", "labels.txt", "weights.safetensors")) {
            Files.copy(BUNDLED.resolve(file), to.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        return to;
    }

    private void assertRefused(ModelAnnouncement announced, String... words) {
        assertThatThrownBy(() -> folders.open(announced))
                .isInstanceOf(ModelException.class)
                .hasMessageContainingAll(words);
    }

    @Test
    void theAnnouncedModelIsOpened() {
        assertThat(folders.open(Announcements.ofFolder(model)).path()).isEqualTo(model);
    }

    @Test
    void aFlippedByteInTheWeightsIsRefused() throws IOException {
        ModelAnnouncement announced = Announcements.ofFolder(model);
        Path weights = model.resolve("weights.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length / 2] ^= 1;
        Files.write(weights, bytes);

        assertRefused(announced, "weights.safetensors has SHA-256", "damaged");
    }

    @Test
    void anotherOperatingPointOrLabelThanWasAnnouncedIsRefused() throws IOException {
        ModelAnnouncement announced = Announcements.ofFolder(model);
        Path manifest = model.resolve("model.json");
        Files.writeString(manifest, Files.readString(manifest) + "\n");
        assertRefused(announced, "is not the model that was announced", "another are model.json (SHA-256 ");

        Path labels = model.resolve("labels.txt");
        Files.writeString(labels, Files.readString(labels).replaceFirst("tench", "bream"));
        assertRefused(announced, "model.json", "the labels");
    }

    @Test
    void nothingOutsideOfTheRootsIsOpenedNorLookedFor() throws IOException {
        Path elsewhere = copy(folder.toRealPath().resolve("elsewhere"));
        ModelAnnouncement announced = Announcements.ofFolder(elsewhere);
        assertRefused(announced, elsewhere.toString(), "under none of models.roots");

        announced.setFolder(root + "/../elsewhere");
        assertRefused(announced, "under none of models.roots");
        announced.setFolder("/no/such/folder");
        assertRefused(announced, "under none of models.roots");
        announced.setFolder("tiny");
        assertRefused(announced, "'tiny' is not an absolute path");

        folders = new AnnouncedFolders(List.of());
        announced.setFolder(model.toString());
        assertRefused(announced, "models.roots is empty");
    }

    @Test
    void symbolicLinksLeadNowhereElseEither() throws IOException {
        Path elsewhere = copy(folder.toRealPath().resolve("elsewhere"));
        ModelAnnouncement announced = Announcements.ofFolder(elsewhere);
        announced.setFolder(
                Files.createSymbolicLink(root.resolve("link"), elsewhere).toString());
        assertRefused(announced, "a symbolic link leads to " + elsewhere);

        announced.setFolder(model.toString());
        Files.delete(model.resolve("labels.txt"));
        Files.createSymbolicLink(model.resolve("labels.txt"), elsewhere.resolve("labels.txt"));
        assertRefused(announced, "labels.txt is refused", "a symbolic link leads to");
    }

    @Test
    void aFolderThatIsNotThereYetIsSaidSo() throws IOException {
        ModelAnnouncement announced = Announcements.ofFolder(model);
        announced.setFolder(root.resolve("later").toString());

        assertRefused(announced, "later", "copy the model there first");
    }
}
