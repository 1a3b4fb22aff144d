package dev.avitstreams.ops.process;

/** Where the broker and registry of a run listen. */
public record StackAddress(String bootstrapServers, String registryUrl) {}
