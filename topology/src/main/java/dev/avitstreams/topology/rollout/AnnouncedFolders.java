package dev.avitstreams.topology.rollout;

import dev.avitstreams.inference.model.ModelException;
import dev.avitstreams.inference.model.ModelFingerprint;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.schemas.ModelAnnouncement;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * Opens the folders of announced models.
 *
 * <p>An announcement comes from the network and is not trusted: no folder is opened that is not under one of the roots,
 * be it named by {@code ..} or by a symbolic link, and no model runs that is not the announced one to the last byte.
 *
 * @param roots folders that may be read; with none, every announcement is refused
 */
public record AnnouncedFolders(List<Path> roots) {

    public AnnouncedFolders {
        roots = List.copyOf(roots);
    }

    /**
     * Opens and verifies.
     *
     * @throws ModelException in a sentence, why it is refused
     */
    public ModelFolder open(ModelAnnouncement announced) {
        Path folder = allowed(announced.getFolder());
        requireInside(folder.resolve(ModelFolder.MANIFEST));
        ModelFolder model = ModelFolder.open(folder);
        requireInside(folder.resolve(model.manifest().labels()));
        requireInside(folder.resolve(model.manifest().weights().file()));
        List<String> differences = fingerprint(announced).differences(ModelFingerprint.of(model));
        if (!differences.isEmpty()) {
            throw new ModelException(folder + " is not the model that was announced as " + announced.getName() + " "
                    + announced.getVersion() + ": another are " + String.join(", ", differences)
                    + ", announced before folder. Copy the folder anew, or announce the one that is there.");
        }
        return model;
    }

    /** What was announced. */
    public static ModelFingerprint fingerprint(ModelAnnouncement announced) {
        return new ModelFingerprint(
                announced.getWeightsSha256(), announced.getManifestSha256(), announced.getLabelsSha256());
    }

    /**
     * The folder with symbolic links resolved, if it is one of those that may be opened.
     *
     * @throws ModelException in a sentence, why not
     */
    public Path allowed(String folder) {
        Path path;
        try {
            path = Path.of(folder);
        } catch (InvalidPathException e) {
            throw new ModelException("The announced folder '" + folder + "' is no path: " + e.getReason() + ".", e);
        }
        if (!path.isAbsolute()) {
            throw new ModelException("The announced folder '" + folder + "' is not an absolute path.");
        }
        // Before anything is looked for there: what lies elsewhere is nobody's business.
        if (roots.stream().noneMatch(root -> path.normalize().startsWith(absolute(root)))) {
            throw new ModelException("The announced folder " + folder + " is refused: " + outside());
        }
        return requireInside(path);
    }

    private Path requireInside(Path path) {
        try {
            Path real = path.toRealPath();
            for (Path root : roots) {
                if (real.startsWith(real(root))) {
                    return real;
                }
            }
            throw new ModelException(
                    "The announced " + path + " is refused: a symbolic link leads to " + real + ", and " + outside());
        } catch (IOException e) {
            throw new ModelException(
                    "The announced " + path + " cannot be read (" + e + "): copy the model there first.", e);
        }
    }

    private String outside() {
        return roots.isEmpty()
                ? "models.roots is empty, so no announcement is taken."
                : "it lies under none of models.roots, which are " + roots + ".";
    }

    private static Path absolute(Path root) {
        return root.toAbsolutePath().normalize();
    }

    /** A root that is not there has nothing below it. */
    private static Path real(Path root) {
        try {
            return root.toRealPath();
        } catch (IOException e) {
            return absolute(root);
        }
    }
}
