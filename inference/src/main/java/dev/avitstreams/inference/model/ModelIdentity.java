package dev.avitstreams.inference.model;

/**
 * Which weights answered.
 *
 * @param weightsSha256 lower-case hex digest of {@code weights.safetensors}
 */
public record ModelIdentity(String name, String version, String weightsSha256) {}
