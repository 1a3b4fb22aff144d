package dev.avitstreams.ops.chaos;

/** Where the broker and registry of a run listen. */
record StackAddress(String bootstrapServers, String registryUrl) {}
