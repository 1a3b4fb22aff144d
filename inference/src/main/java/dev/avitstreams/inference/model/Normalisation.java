package dev.avitstreams.inference.model;

import java.util.List;

/**
 * What a model expects of its pixels: (value / 255 − mean) / standard deviation, for red, green and blue.
 *
 * @param mean 3 values on the scale 0 to 1
 * @param standardDeviation 3 values above 0
 */
public record Normalisation(List<Float> mean, List<Float> standardDeviation) {

    /** Of ImageNet, as DeiT was trained with. */
    public static final Normalisation IMAGENET =
            new Normalisation(List.of(.485f, .456f, .406f), List.of(.229f, .224f, .225f));

    public Normalisation {
        mean = List.copyOf(mean);
        standardDeviation = List.copyOf(standardDeviation);
        if (mean.size() != 3 || mean.stream().anyMatch(value -> !Float.isFinite(value))) {
            throw new IllegalArgumentException("mean is " + mean + ", must be 3 finite numbers");
        }
        if (standardDeviation.size() != 3
                || standardDeviation.stream().anyMatch(value -> !(value > 0 && Float.isFinite(value)))) {
            throw new IllegalArgumentException(
                    "standardDeviation is " + standardDeviation + ", must be 3 numbers above 0");
        }
    }
}
