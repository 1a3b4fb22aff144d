package dev.avitstreams.topology.config;

/** {@code metrics}: what is measured. */
public record MetricsSection(
        @Setting(
                value = "Cameras with time series of their own. Those that come later share the tag \"other\".",
                byDefault = "100",
                range = "0 to 10000")
        int maxCameras) {

    public MetricsSection {
        Check.range("metrics.max-cameras", maxCameras, 0, 10_000);
    }
}
