package dev.avitstreams.inference.engine;

import dev.avitstreams.inference.elastic.Ladder;
import dev.avitstreams.inference.elastic.LoadSample;
import dev.avitstreams.inference.elastic.PointChoice;
import dev.avitstreams.inference.elastic.PointController;
import dev.avitstreams.inference.frame.FrameOrigin;
import dev.avitstreams.inference.frame.FrameOrigin.Priority;
import dev.avitstreams.inference.model.OperatingPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The point that a controller chooses by load, one for each priority. Thread-safe: dispatchers read the choice, the
 * engine's ticking thread, to which the controller belongs, makes the next.
 *
 * <p>A controller that fails costs no frame: the last choice stays, which is logged once.
 */
public final class ElasticPolicy implements PointPolicy {
    private static final Logger LOG = LoggerFactory.getLogger(ElasticPolicy.class);

    private final Ladder ladder;
    private final PointController controller;
    private final EngineListener listener;
    private volatile PointChoice choice = PointChoice.BEST;
    private boolean hasFailed; // of the ticking thread

    /**
     * @param controller of this ladder
     * @param listener told of every choice, also of one that stays the same
     */
    public ElasticPolicy(Ladder ladder, PointController controller, EngineListener listener) {
        this.ladder = ladder;
        this.controller = controller;
        this.listener = new GuardedListener(listener);
    }

    @Override
    public OperatingPoint pointFor(FrameOrigin origin) {
        return ladder.point(rung(origin));
    }

    @Override
    public boolean isAtItsCheapest(FrameOrigin origin) {
        return rung(origin) == ladder.size() - 1;
    }

    private int rung(FrameOrigin origin) {
        PointChoice now = choice;
        return origin.priority() == Priority.HIGH ? now.high() : now.normal();
    }

    /** Where on the ladder frames are computed now. */
    public PointChoice choice() {
        return choice;
    }

    @Override
    public void observe(LoadSample sample) {
        try {
            PointChoice next = controller.next(sample);
            if (next.normal() >= ladder.size()) {
                throw new IllegalStateException(
                        "Place " + next.normal() + " was chosen, but the ladder has " + ladder.size());
            }
            choice = next;
        } catch (RuntimeException e) {
            if (!hasFailed) {
                hasFailed = true;
                LOG.error("The choice of operating points failed; frames stay at the points of now, {}", choice, e);
            }
        }
        listener.pointsChosen(sample, choice);
    }
}
