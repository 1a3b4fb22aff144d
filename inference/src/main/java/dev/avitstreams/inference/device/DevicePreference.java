package dev.avitstreams.inference.device;

/** Where to run the model. */
public enum DevicePreference {
    /** On a CUDA device if there is one, else on the CPU. */
    AUTO,
    CPU,
    /** On a CUDA device, or not at all. */
    CUDA
}
