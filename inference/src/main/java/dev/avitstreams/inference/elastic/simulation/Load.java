package dev.avitstreams.inference.elastic.simulation;

/** How many frames come, over time. */
@FunctionalInterface
public interface Load {

    /** @param seconds since the beginning */
    double framesPerSecond(double seconds);

    static Load constant(double framesPerSecond) {
        return seconds -> framesPerSecond;
    }

    /** One height for so long, then another, and then the first again. */
    static Load step(double before, double during, double from, double until) {
        return seconds -> seconds >= from && seconds < until ? during : before;
    }

    /** Peaks of a length, one every period, the first after half a period. */
    static Load bursts(double between, double during, double lengthSeconds, double periodSeconds) {
        return seconds -> (seconds + periodSeconds / 2) % periodSeconds < lengthSeconds && seconds >= periodSeconds / 2
                ? during
                : between;
    }

    /** A day squeezed into a period: least at its beginning, most in its middle. */
    static Load diurnal(double least, double most, double periodSeconds) {
        return seconds -> least + (most - least) * (1 - Math.cos(2 * Math.PI * seconds / periodSeconds)) / 2;
    }
}
