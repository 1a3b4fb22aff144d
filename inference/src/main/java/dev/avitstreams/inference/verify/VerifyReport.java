package dev.avitstreams.inference.verify;

/**
 * How far the operator is from the reference.
 *
 * @param images compared
 * @param tokens compared, class tokens included
 * @param maxLogitDifference largest absolute difference of any logit; not a number if one side is not
 * @param depthMismatches tokens whose depth differs
 * @param batchInvariant whether logits and depths were the same to the bit in batches of 1, 3, 8 and in shuffled order
 * @param packedMaxLogitDifference as {@code maxLogitDifference}, all images packed into one product per weight
 * @param packedDepthMismatches as {@code depthMismatches}, likewise packed
 */
public record VerifyReport(
        String name,
        long images,
        long tokens,
        double maxLogitDifference,
        long depthMismatches,
        boolean batchInvariant,
        double packedMaxLogitDifference,
        long packedDepthMismatches) {

    /** The project's own bound for logits. */
    public static final double LOGIT_TOLERANCE = 1e-4;

    /** Whether logits are within {@value #LOGIT_TOLERANCE}, all depths equal, and results independent of the batch. */
    public boolean passed() {
        return maxLogitDifference <= LOGIT_TOLERANCE
                && depthMismatches == 0
                && batchInvariant
                && packedMaxLogitDifference <= LOGIT_TOLERANCE
                && packedDepthMismatches == 0;
    }
}
