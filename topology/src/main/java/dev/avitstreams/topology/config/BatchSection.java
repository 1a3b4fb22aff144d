package dev.avitstreams.topology.config;

import java.time.Duration;

/** {@code batch}: how frames gather into micro-batches, and how many may be under way. */
public record BatchSection(
        @Setting(
                value = "Most frames in one batch. A CPU worker takes eight at most.",
                byDefault = "32",
                range = "1 to 1024")
        int maxSize,

        @Setting(value = "Longest wait of a frame for its batch to fill.", byDefault = "10ms", range = "0ms to 1s")
        Duration maxDelay,

        @Setting(
                value = "Encoded bytes of all frames under way in the process. A frame beyond it waits for its"
                        + " turn on the stream thread.",
                byDefault = "64MiB",
                range = "1MiB to 1GiB")
        DataSize maxBytes,

        @Setting(
                value = "Frames under way in the process, decoded ones included. At least batch.max-size, or"
                        + " no batch could fill; few enough that all of them are done within operator.timeout.",
                byDefault = "64",
                range = "1 to 65536")
        int maxInFlight,

        @Setting(
                value = "Part of what is under way, and of a GPU's batch, that one camera gets at most while frames of"
                        + " others come as well, so that one that floods does not starve them; alone it gets all. A CPU"
                        + " worker's batch then holds one frame of it. 1 takes frames in the order in which they come, whoever"
                        + " sent them.",
                byDefault = "0.25",
                range = "0.01 to 1")
        double maxCameraShare) {

    public BatchSection {
        Check.range("batch.max-size", maxSize, 1, 1024);
        Check.range("batch.max-delay", maxDelay, Duration.ZERO, Duration.ofSeconds(1));
        Check.range("batch.max-bytes", maxBytes, DataSize.ofMebibytes(1), DataSize.ofMebibytes(1024));
        Check.range("batch.max-in-flight", maxInFlight, 1, 65536);
        Check.range("batch.max-camera-share", maxCameraShare, 0.01, 1);
        if (maxInFlight < maxSize) {
            throw new InvalidSettingException(
                    "batch.max-in-flight",
                    "is " + maxInFlight + ", must be at least batch.max-size, which is " + maxSize);
        }
    }
}
