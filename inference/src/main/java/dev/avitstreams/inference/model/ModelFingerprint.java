package dev.avitstreams.inference.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Digests of everything a model folder says: two folders with the same are the same model with the same operating points.
 *
 * @param weightsSha256 lower-case hex, as the others
 * @param manifestSha256 of {@code model.json}
 * @param labelsSha256 of the labels file
 */
public record ModelFingerprint(String weightsSha256, String manifestSha256, String labelsSha256) {

    /** Of a folder that was verified. */
    public static ModelFingerprint of(ModelFolder folder) {
        return new ModelFingerprint(
                folder.manifest().weights().sha256(),
                ModelFolder.sha256(folder.path().resolve(ModelFolder.MANIFEST)),
                ModelFolder.sha256(folder.path().resolve(folder.manifest().labels())));
    }

    /** The parts in which the other differs, in words; empty where it is the same. */
    public List<String> differences(ModelFingerprint other) {
        List<String> parts = new ArrayList<>();
        compare("the weights", weightsSha256, other.weightsSha256, parts);
        compare(ModelFolder.MANIFEST, manifestSha256, other.manifestSha256, parts);
        compare("the labels", labelsSha256, other.labelsSha256, parts);
        return List.copyOf(parts);
    }

    private static void compare(String part, String ours, String theirs, List<String> parts) {
        if (!ours.equals(theirs)) {
            parts.add(part + " (SHA-256 " + ours + " here, " + theirs + " there)");
        }
    }
}
