package dev.avitstreams.inference.elastic;

/** Chooses operating points by load. A state machine of one thread's; told of every interval, in order. */
public interface PointController {

    /** What to run at until the next sample. */
    PointChoice next(LoadSample sample);
}
