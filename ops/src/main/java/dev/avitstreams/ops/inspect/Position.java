package dev.avitstreams.ops.inspect;

/** A record's place in a topic that the context names. */
public record Position(int partition, long offset) {
    @Override
    public String toString() {
        return partition + "@" + offset;
    }
}
