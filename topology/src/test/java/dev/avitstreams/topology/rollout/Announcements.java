package dev.avitstreams.topology.rollout;

import dev.avitstreams.inference.model.ModelFingerprint;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.schemas.ModelAnnouncement;
import java.nio.file.Path;
import java.time.Instant;

/** Announcements of models that may or may not be there. */
public final class Announcements {
    private Announcements() {}

    static ModelAnnouncement named(String version) {
        return of(new ModelFingerprint("00" + version, "11", "22"), "/models/" + version, version);
    }

    public static ModelAnnouncement ofFolder(Path folder) {
        return of(ModelFingerprint.of(ModelFolder.open(folder)), folder.toString(), "1");
    }

    static ModelAnnouncement of(ModelFingerprint fingerprint, String folder, String version) {
        return ModelAnnouncement.newBuilder()
                .setName("tiny")
                .setVersion(version)
                .setWeightsSha256(fingerprint.weightsSha256())
                .setManifestSha256(fingerprint.manifestSha256())
                .setLabelsSha256(fingerprint.labelsSha256())
                .setFolder(folder)
                .setAnnouncedAt(Instant.EPOCH)
                .build();
    }
}
