package dev.avitstreams.ops.fuzz;

import java.util.SplittableRandom;

/** Something that reads bytes, and the bytes it is to be tried with. Used by one thread. */
public interface FuzzTarget extends AutoCloseable {

    /** The next input. Equal generators give equal inputs. */
    byte[] input(SplittableRandom random);

    /**
     * Reads an input as production code would.
     *
     * @return what became of it in a word or two, few different ones
     * @throws Exception for what no caller expects, which is a find
     */
    String read(byte[] input) throws Exception;

    @Override
    default void close() {}
}
