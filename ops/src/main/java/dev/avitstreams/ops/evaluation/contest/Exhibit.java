package dev.avitstreams.ops.evaluation.contest;

/**
 * A frame worth looking at.
 *
 * @param image SHA-256 of the encoded image, hex
 * @param frameId of the frame, or where it lies
 * @param truth class index, −1 where it is not known
 * @param answer class index
 * @param confidence in it, 0 to 1
 * @param meanDepth of its tokens, in layers
 * @param rows of the patch grid; {@code columns} likewise
 * @param depths one byte a patch, row-major, from 1
 * @param jpeg the image as the model saw it, small
 */
public record Exhibit(
        String image,
        String frameId,
        String camera,
        int truth,
        int answer,
        double confidence,
        double meanDepth,
        int rows,
        int columns,
        byte[] depths,
        byte[] jpeg) {

    public boolean isRight() {
        return truth == answer;
    }
}
