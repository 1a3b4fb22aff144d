package dev.avitstreams.inference.model;

import java.util.List;
import java.util.Optional;

/**
 * {@code model.json}: everything about a model but its numbers.
 *
 * @param formatVersion of this file; {@value #FORMAT_VERSION}
 * @param gate γ and β, the same for every layer
 * @param normalisation of the pixels, {@code [3]} each
 * @param labels name of the labels file in the folder: one line a class, identifier, blank, name
 * @param weights the numbers
 * @param operatingPoints at least one; the first is the one to run unless told otherwise
 * @param training where the weights come from
 * @param measurements accuracy and cost that were measured, possibly none
 */
public record ModelManifest(
        int formatVersion,
        String name,
        String version,
        Architecture architecture,
        Gate gate,
        Normalisation normalisation,
        String labels,
        WeightsFile weights,
        List<OperatingPoint> operatingPoints,
        Training training,
        List<Measurement> measurements) {

    public static final int FORMAT_VERSION = 1;

    /** Said in place of a point's name, it stands for choosing among the points by load; no point may have it. */
    public static final String ELASTIC = "elastic";

    /**
     * @param file name in the folder
     * @param sha256 lower-case hex
     */
    public record WeightsFile(String file, String sha256) {
        public WeightsFile {
            if (!sha256.matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException("sha256 is '" + sha256 + "', must be 64 lower-case hex digits");
            }
        }
    }

    /**
     * @param startedFrom the weights training began with, and their licence
     * @param recipe what was done, in words
     */
    public record Training(String startedFrom, String recipe) {}

    /**
     * One measurement, next to the dense teacher on the same images.
     *
     * @param top1 share of images right over all classes, 0 to 1
     * @param denseTop1 of the model before it learned to halt
     * @param gmacs mean multiply-accumulates per image, in 10⁹
     */
    public record Measurement(
            String images,
            int imageCount,
            String operatingPoint,
            double top1,
            Optional<Double> denseTop1,
            double gmacs,
            double meanDepth) {}

    public ModelManifest {
        if (formatVersion != FORMAT_VERSION) {
            throw new IllegalArgumentException("formatVersion is " + formatVersion + ", this program reads "
                    + FORMAT_VERSION + "; use the version of the program the model was made with or for");
        }
        if (name.isBlank() || version.isBlank()) {
            throw new IllegalArgumentException("name is '" + name + "' and version '" + version + "', both are needed");
        }
        operatingPoints = List.copyOf(operatingPoints);
        measurements = List.copyOf(measurements);
        if (operatingPoints.isEmpty()) {
            throw new IllegalArgumentException("operatingPoints is empty, must name at least one");
        }
        if (operatingPoints.stream().anyMatch(point -> point.name().equals(ELASTIC))) {
            throw new IllegalArgumentException("operatingPoints has one named '" + ELASTIC
                    + "', which stands for choosing among the others by load; give it another name");
        }
        operatingPoints.forEach(point -> point.requireFits(architecture));
        long distinct =
                operatingPoints.stream().map(OperatingPoint::name).distinct().count();
        if (distinct != operatingPoints.size()) {
            throw new IllegalArgumentException("operatingPoints has two of the same name");
        }
    }
}
