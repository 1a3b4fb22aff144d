package dev.avitstreams.topology.rollout;

import dev.avitstreams.schemas.ModelAnnouncement;
import java.util.Optional;

/** Where the model of one role sits. Called by its roll-out, one call at a time but for loadings that were given up. */
public interface ModelSeat {

    /**
     * Whether that very model sits here already, at that operating point.
     *
     * @param announced empty for what the configuration has here
     */
    boolean runs(Optional<ModelAnnouncement> announced);

    /**
     * Loads, verifies, warms and self-tests, while the present one goes on; takes seconds.
     *
     * @param announced empty for what the configuration has here
     * @throws RuntimeException whose message says in a sentence why it cannot run
     */
    Candidate prepare(Optional<ModelAnnouncement> announced);
}
