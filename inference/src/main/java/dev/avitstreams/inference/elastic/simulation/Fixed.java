package dev.avitstreams.inference.elastic.simulation;

import dev.avitstreams.inference.elastic.LoadSample;
import dev.avitstreams.inference.elastic.PointChoice;
import dev.avitstreams.inference.elastic.PointController;

/** The same whatever the load: what a service without elastic compute does. */
public record Fixed(PointChoice choice) implements PointController {

    @Override
    public PointChoice next(LoadSample sample) {
        return choice;
    }
}
