package dev.avitstreams.inference.model;

/**
 * The sizes of a pre-norm vision transformer (DeiT). N tokens, D width, H heads, L blocks, M hidden width.
 *
 * @param imageSide S, pixels; images are square
 * @param patchSide p, pixels; divides S
 * @param width D; a multiple of H
 * @param heads H
 * @param blocks L; at most 127, so that a depth fits a byte
 * @param mlpHidden M; 4·D in DeiT
 * @param classes rows of the classification head
 */
public record Architecture(int imageSide, int patchSide, int width, int heads, int blocks, int mlpHidden, int classes) {

    public Architecture {
        require("imageSide", imageSide, 1, 4096);
        require("patchSide", patchSide, 1, imageSide);
        require("width", width, 1, 1 << 16);
        require("heads", heads, 1, width);
        require("blocks", blocks, 1, Byte.MAX_VALUE);
        require("mlpHidden", mlpHidden, 1, 1 << 20);
        require("classes", classes, 1, 1 << 24);
        if (imageSide % patchSide != 0) {
            throw new IllegalArgumentException(
                    "patchSide is " + patchSide + ", must divide imageSide " + imageSide + " without remainder");
        }
        if (width % heads != 0) {
            throw new IllegalArgumentException(
                    "heads is " + heads + ", must divide width " + width + " without remainder");
        }
    }

    private static void require(String field, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(field + " is " + value + ", must be " + least + " to " + most);
        }
    }

    /**
     * A side of whole patches, and of fewer than the model's.
     *
     * @param called what the message calls it
     * @throws IllegalArgumentException if it is anything else
     */
    public void requireSmaller(String called, int side) {
        if (side < patchSide || side >= imageSide || side % patchSide != 0) {
            throw new IllegalArgumentException(called + " is " + side + ", must be a multiple of patchSide " + patchSide
                    + " and less than the model's imageSide " + imageSide);
        }
    }

    /** The same network shown smaller images, of fewer tokens. */
    public Architecture atSide(int side) {
        return side == imageSide ? this : new Architecture(side, patchSide, width, heads, blocks, mlpHidden, classes);
    }

    /** Patches along one side of the image. */
    public int grid() {
        return imageSide / patchSide;
    }

    public int patches() {
        return grid() * grid();
    }

    /** N: the patches and the class token, which comes first. */
    public int tokens() {
        return patches() + 1;
    }

    /** Values of one patch: 3·p². */
    public int patchValues() {
        return 3 * patchSide * patchSide;
    }

    /** D/H. */
    public int headWidth() {
        return width / heads;
    }
}
