package dev.avitstreams.inference.evaluation;

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
        int images,
        int labelled,
        double top1,
        double teacherTop1,
        double agreement,
        double gmacs,
        double gmacsEarlyExit,
        double meanDepth,
        double classDepth) {

    /** @param teacher on the same images */
    public static Evaluation of(Answers answers, Answers teacher) {
        return new Evaluation(
                answers.images(),
                answers.labelled(),
                answers.top(1),
                teacher.top(1),
                answers.agreement(teacher),
                answers.mean(Answer::gmacs),
                answers.mean(Answer::gmacsEarlyExit),
                answers.mean(Answer::meanDepth),
                answers.mean(Answer::classDepth));
    }
}
