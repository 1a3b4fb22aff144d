package dev.avitstreams.inference.training.schedule;

/**
 * Linear warm-up, then half a cosine down to the least rate at the last step.
 *
 * @param peak highest rate
 * @param least rate of the last step
 * @param warmUpSteps steps until the peak; 0 starts there
 */
public record LearningRate(double peak, double least, int warmUpSteps) {
    public LearningRate {
        if (!(peak > 0) || !(least >= 0) || least > peak || warmUpSteps < 0) {
            throw new IllegalArgumentException("learning rate is " + peak + " down to " + least + " after "
                    + warmUpSteps + " steps of warm-up; the peak must be above 0, the least from 0 to the peak");
        }
    }

    /**
     * @param step counted from 1
     * @param steps of the whole training
     */
    public double at(long step, long steps) {
        if (step <= warmUpSteps) {
            return peak * step / warmUpSteps;
        }
        double progress = Math.min(1, (double) (step - warmUpSteps) / Math.max(1, steps - warmUpSteps));
        return least + (peak - least) * (1 + Math.cos(Math.PI * progress)) / 2;
    }
}
