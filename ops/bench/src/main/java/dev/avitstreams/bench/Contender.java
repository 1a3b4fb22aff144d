package dev.avitstreams.bench;

/** The model in a foreign engine, loaded, with the job's images in the form that the engine wants them in. */
public interface Contender extends AutoCloseable {

    /** Engine, version and arithmetic. */
    String description();

    /** For one thread to compute with; any number may be used at once. */
    Worker worker() throws ContenderException;

    @Override
    void close();

    /** Computes images one at a time, on the thread that asks. */
    interface Worker {

        /**
         * @param image its place in the job
         * @return [C]
         */
        float[] logits(int image) throws ContenderException;
    }
}
