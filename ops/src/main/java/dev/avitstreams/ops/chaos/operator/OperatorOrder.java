package dev.avitstreams.ops.chaos.operator;

import java.util.OptionalInt;

/** How an operator may be told to misbehave. */
public enum OperatorOrder {
    /** Some calls in a row fail with libtorch's own exception of a failed allocation; then it works again. */
    THROW("throws a native exception several times", OptionalInt.empty()),
    /** One call comes back later than any frame is waited for. */
    STALL("comes back late", OptionalInt.empty()),
    /** A native call that never comes back. */
    HANG("hangs", OptionalInt.of(5)),
    /** The native allocator refuses, in JavaCPP's own words. */
    NO_NATIVE_MEMORY("gets no native memory", OptionalInt.of(5)),
    /** The heap is exhausted for good, which the JVM is told to end for. */
    NO_HEAP("exhausts the heap", OptionalInt.of(3)),
    /** The process ends at once, without a shutdown hook, as after a native crash. */
    DIE("ends the process", OptionalInt.of(134));

    private final String words;
    private final OptionalInt exitCode;

    OperatorOrder(String words, OptionalInt exitCode) {
        this.words = words;
        this.exitCode = exitCode;
    }

    public String describe() {
        return words;
    }

    /** What the process ends with; empty where it goes on. */
    public OptionalInt exitCode() {
        return exitCode;
    }
}
