package dev.avitstreams.topology.rollout;

import dev.avitstreams.schemas.ModelAnnouncement;
import java.util.Optional;

/** Told how roll-outs go, on their threads. An empty announcement stands for what the configuration has. */
public interface RollOutListener {

    void loading(ModelRole role, Optional<ModelAnnouncement> announced);

    /** It has taken over, or sat there already. */
    void running(ModelRole role, Optional<ModelAnnouncement> announced, boolean changed);

    /** @param reason a sentence; what was there before goes on */
    void refused(ModelRole role, Optional<ModelAnnouncement> announced, String reason);

    /** It was ready, or nearly, when the next was announced; that one is loaded now. */
    void superseded(ModelRole role, Optional<ModelAnnouncement> announced);
}
