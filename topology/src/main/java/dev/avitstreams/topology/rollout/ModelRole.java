package dev.avitstreams.topology.rollout;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a model is announced for. */
public enum ModelRole {
    /** Its answers are the labels. */
    SERVING,
    /** Computes a share of the frames too; its answers are only compared. */
    SHADOW;

    /** As in keys, metric tags and pages: lower-case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Key of the announcement for the instances of that application; its id cannot have a slash. */
    public byte[] key(String applicationId) {
        return (applicationId + "/" + label()).getBytes(StandardCharsets.UTF_8);
    }

    /** The role such a key is of; empty where it is another application's, or none at all. */
    public static Optional<ModelRole> ofKey(byte @Nullable [] key, String applicationId) {
        return Arrays.stream(values())
                .filter(role -> Arrays.equals(role.key(applicationId), key))
                .findFirst();
    }
}
