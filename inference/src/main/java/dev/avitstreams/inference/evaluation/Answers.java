package dev.avitstreams.inference.evaluation;

import dev.avitstreams.inference.training.augmentation.Target;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What one contender made of all images.
 *
 * @param labels of the images; {@link Target#UNLABELLED} where there is none
 * @param answers in the same order
 * @param millis it took to compute each, decoding left out
 */
public record Answers(List<Integer> labels, List<Answer> answers, List<Double> millis) {
    public Answers {
        labels = List.copyOf(labels);
        answers = List.copyOf(answers);
        millis = List.copyOf(millis);
    }

    public int images() {
        return answers.size();
    }

    public int labelled() {
        return (int) labels.stream().filter(label -> label != Target.UNLABELLED).count();
    }

    /** Share of the labelled images whose label is among the k most likely classes; not a number without labels. */
    public double top(int k) {
        long right = IntStream.range(0, images())
                .filter(image -> {
                    List<Integer> best = answers.get(image).best();
                    return best.subList(0, Math.min(k, best.size())).contains(labels.get(image));
                })
                .count();
        return (double) right / labelled();
    }

    /** Share of all images on which both give the same class. */
    public double agreement(Answers other) {
        long agreed = IntStream.range(0, images())
                .filter(image ->
                        answers.get(image).first() == other.answers.get(image).first())
                .count();
        return (double) agreed / images();
    }

    /** Mean over all images. */
    public double mean(ToDoubleFunction<Answer> value) {
        return answers.stream().mapToDouble(value).average().orElse(Double.NaN);
    }

    public double medianMillis() {
        double[] ascending =
                millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return ascending.length == 0 ? Double.NaN : ascending[ascending.length / 2];
    }

    /**
     * Pearson's correlation of the mean depth here with the entropy of the other's probabilities: above 0 where images
     * that are hard for the other get more compute here.
     */
    public double depthAgainstEntropy(Answers other) {
        double[] depths = values(Answer::meanDepth);
        double[] entropies = other.values(Answer::entropy);
        double meanDepth = Arrays.stream(depths).average().orElse(Double.NaN);
        double meanEntropy = Arrays.stream(entropies).average().orElse(Double.NaN);
        double together = 0;
        double depthSquares = 0;
        double entropySquares = 0;
        for (int image = 0; image < depths.length; image++) {
            double depth = depths[image] - meanDepth;
            double entropy = entropies[image] - meanEntropy;
            together += depth * entropy;
            depthSquares += depth * depth;
            entropySquares += entropy * entropy;
        }
        return together / Math.sqrt(depthSquares * entropySquares);
    }

    private double[] values(ToDoubleFunction<Answer> value) {
        return answers.stream().mapToDouble(value).toArray();
    }
}
