package dev.avitstreams.ops.evaluation.frames;

/** A frame that was fetched and not yet read. */
public interface RawFrame {

    /** When it was recorded, epoch milliseconds; for replaying at the pace of then. */
    long timeMillis();

    /** Reads it, on any thread; a bad frame is a rejected one, never an exception. */
    ReadFrame read();
}
