package dev.avitstreams.inference.training.schedule;

/**
 * Chooses the ponder weight of each step. Without a target it ramps up linearly. With one, the plan is half a cosine from
 * the GMACs measured over the first steps down to the target, and the weight is steered by a proportional-integral
 * controller on how far the smoothed GMACs lie above the plan, as a share of the dense cost. It may become negative:
 * halting that runs ahead of the plan is pushed back, which gives the network the time it needs.
 */
public final class PonderControl {
    /** Steps whose GMACs make the start of the plan. */
    static final int OBSERVED_STEPS = 10;

    private static final double SMOOTHING = .9;
    private static final double PROPORTIONAL = 20;
    private static final double INTEGRAL = .2;

    private final Tightening tightening;
    private final double denseGmacs;
    private State state;

    /**
     * All there is to remember.
     *
     * @param observed steps seen
     * @param smoothed GMACs, exponentially smoothed
     * @param start GMACs over the first steps
     * @param integral of the controller, −1 to 1
     */
    public record State(long observed, double smoothed, double start, double integral) {
        public static final State NEW = new State(0, 0, 0, 0);
    }

    public PonderControl(Tightening tightening, double denseGmacs, State state) {
        this.tightening = tightening;
        this.denseGmacs = denseGmacs;
        this.state = state;
    }

    public State state() {
        return state;
    }

    /** @param step counted from 1 */
    public double weightAt(long step) {
        if (tightening.targetGmacs().isEmpty()) {
            return tightening.ponderWeight() * tightening.progress(step);
        }
        if (state.observed() < OBSERVED_STEPS) {
            return 0;
        }
        double pressure = PROPORTIONAL * excess(step) + state.integral();
        return tightening.ponderWeight() * Math.max(-1, Math.min(1, pressure));
    }

    /** Where the GMACs should be, in 10⁹; what was measured as long as there is no plan. */
    public double plannedGmacs(long step) {
        double target = tightening.targetGmacs().orElse(state.smoothed());
        double gone = (1 - Math.cos(Math.PI * tightening.progress(step))) / 2;
        return state.start() + (target - state.start()) * gone;
    }

    /** Above the plan, as a share of the dense cost. */
    private double excess(long step) {
        return (state.smoothed() - plannedGmacs(step)) / denseGmacs;
    }

    /** Takes what a step really cost, in 10⁹ multiply-accumulates an image. */
    public void observe(long step, double gmacs) {
        long observed = state.observed() + 1;
        double smoothed = observed == 1 ? gmacs : SMOOTHING * state.smoothed() + (1 - SMOOTHING) * gmacs;
        double start = observed <= OBSERVED_STEPS ? state.start() + (gmacs - state.start()) / observed : state.start();
        state = new State(observed, smoothed, start, state.integral());
        if (tightening.targetGmacs().isPresent() && observed > OBSERVED_STEPS) {
            double integral = state.integral() + INTEGRAL * excess(step);
            state = new State(observed, smoothed, start, Math.max(-1, Math.min(1, integral)));
        }
    }
}
