package dev.avitstreams.ops.chaos.operator;

import java.util.Set;

/** How an operator may be told to misbehave. */
public enum OperatorOrder {
    /** Some calls in a row fail with libtorch's own exception of a failed allocation; then it works again. */
    THROW("throws a native exception several times", Set.of()),
    /** One call comes back later than any frame is waited for. */
    STALL("comes back late", Set.of()),
    /** A native call that never comes back. */
    HANG("hangs", Set.of(5)),
    /** The native allocator refuses, in JavaCPP's own words. */
    NO_NATIVE_MEMORY("gets no native memory", Set.of(5)),
    /**
     * The heap is exhausted for good, which the JVM is told to end for. Ending, it may tear down native libraries that other
     * threads are in, and crash of it.
     */
    NO_HEAP("exhausts the heap", Set.of(3, 134)),
    /** The process ends at once, without a shutdown hook, as after a native crash. */
    DIE("ends the process", Set.of(134));

    private final String words;
    private final Set<Integer> exitCodes;

    OperatorOrder(String words, Set<Integer> exitCodes) {
        this.words = words;
        this.exitCodes = exitCodes;
    }

    public String describe() {
        return words;
    }

    /** What the process may end with; empty where it goes on. */
    public Set<Integer> exitCodes() {
        return exitCodes;
    }
}
