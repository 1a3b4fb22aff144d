package dev.avitstreams.inference.training.validation;

import dev.avitstreams.inference.evaluation.Judgement;
import dev.avitstreams.inference.evaluation.PointTally;
import dev.avitstreams.inference.evaluation.Subject;
import java.util.List;

/**
 * What the ragged operator made of the validation images.
 *
 * @param images looked at
 * @param labelled of them
 * @param top1 share of the labelled ones right over all classes, 0 to 1; not a number without labels
 * @param teacherTop1 of the dense teacher, likewise
 * @param agreement share of all images whose best class is the teacher's
 * @param gmacs mean multiply-accumulates an image, in 10⁹, every token followed to its end
 * @param gmacsEarlyExit the same with the image's rows dropped once its class token halted: same logits
 * @param meanDepth of all tokens, in layers
 * @param classDepth of the class token, in layers
 */
public record Evaluation(
        long images,
        long labelled,
        double top1,
        double teacherTop1,
        double agreement,
        double gmacs,
        double gmacsEarlyExit,
        double meanDepth,
        double classDepth) {
    private static final byte[] NO_RESAMPLING = {};

    /**
     * @param labels of the images, in the order of the judgements
     * @param teacher on the same images
     */
    public static Evaluation of(List<Integer> labels, List<Judgement> own, List<Judgement> teacher) {
        PointTally tally = new PointTally();
        PointTally dense = new PointTally();
        for (int image = 0; image < labels.size(); image++) {
            Subject subject = new Subject(image, labels.get(image), "", Subject.UNKNOWN);
            Judgement wanted = teacher.get(image);
            tally.add(subject, own.get(image), wanted, NO_RESAMPLING);
            dense.add(subject, wanted, wanted, NO_RESAMPLING);
        }
        return new Evaluation(
                tally.hits().frames(),
                tally.hits().labelled(),
                tally.hits().top1(),
                dense.hits().top1(),
                tally.agreement().share(),
                tally.cost().gmacs(),
                tally.cost().gmacsEarlyExit(),
                tally.cost().meanDepth(),
                tally.cost().classDepth());
    }
}
