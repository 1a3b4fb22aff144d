package dev.avitstreams.ops.process;

/** Where the broker and registry of a run listen. */
public record StackAddress(String bootstrapServers, String registryUrl) {
    /** Where nobody listens, for a configuration that nobody connects by. */
    public static final StackAddress NOWHERE = new StackAddress("127.0.0.1:1", "http://127.0.0.1:1");
}
