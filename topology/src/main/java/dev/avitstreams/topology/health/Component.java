package dev.avitstreams.topology.health;

import java.util.Locale;

/** What must be well for the service to be ready. */
public enum Component {
    BROKER("The broker has not been asked yet."),
    TOPICS("The topics have not been checked yet."),
    REGISTRY("The schema registry has not been asked yet."),
    MODEL("The model is not loaded and warm yet."),
    SELF_TEST("The model has not passed its self-test yet."),
    STREAM("The stream has not started yet.");

    private final String atFirst;

    Component(String atFirst) {
        this.atFirst = atFirst;
    }

    Condition atFirst() {
        return new Condition.NotReady(atFirst);
    }

    /** As shown to people: lower-case, with dashes. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
