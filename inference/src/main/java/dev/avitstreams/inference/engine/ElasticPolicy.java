package dev.avitstreams.inference.engine;

import dev.avitstreams.inference.elastic.Ladder;
import dev.avitstreams.inference.elastic.LoadSample;
import dev.avitstreams.inference.elastic.PointChoice;
import dev.avitstreams.inference.elastic.PointController;
import dev.avitstreams.inference.frame.FrameOrigin;
import dev.avitstreams.inference.frame.FrameOrigin.Priority;
import dev.avitstreams.inference.model.OperatingPoint;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
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
    private final Function<PointChoice, PointController> controllers;
    private final EngineListener listener;

    /** Where to go on from, until the ticking thread has taken it up. */
    private final AtomicReference<@Nullable PointChoice> handedOver = new AtomicReference<>();

    private volatile PointChoice choice = PointChoice.BEST;
    private PointController controller; // of the ticking thread
    private boolean hasFailed; // likewise

    /**
     * Begins at the best.
     *
     * @param controllers each of this ladder, fresh, beginning where it is told
     * @param listener told of every choice, also of one that stays the same
     */
    public ElasticPolicy(Ladder ladder, Function<PointChoice, PointController> controllers, EngineListener listener) {
        this.ladder = ladder;
        this.controllers = controllers;
        this.controller = controllers.apply(choice);
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
        PointChoice now = choice();
        return origin.priority() == Priority.HIGH ? now.high() : now.normal();
    }

    /** Where on the ladder frames are computed now. */
    public PointChoice choice() {
        PointChoice next = handedOver.get();
        return next == null ? choice : next;
    }

    /**
     * Goes on from where another stands that met the same load until now, its learning aside, which was of another model.
     * Takes effect at once; any thread may call it.
     *
     * @param place of the other's ladder; beyond the end of this one it is its end
     */
    public void resume(PointChoice place) {
        int last = ladder.size() - 1;
        handedOver.set(new PointChoice(Math.min(last, place.normal()), Math.min(last, place.high())));
    }

    private void takeUp() {
        PointChoice next = handedOver.get();
        if (next != null) {
            controller = controllers.apply(next);
            choice = next;
            handedOver.compareAndSet(next, null); // or another came meanwhile
        }
    }

    @Override
    public void observe(LoadSample sample) {
        try {
            takeUp();
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
