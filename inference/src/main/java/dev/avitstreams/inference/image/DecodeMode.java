package dev.avitstreams.inference.image;

/** How exactly an image is brought to the size a model takes. */
public enum DecodeMode {
    /** All its pixels are decoded, then resized: what the model was trained and evaluated with. */
    EXACT,
    /**
     * A JPEG is decoded at a half, a quarter or an eighth of its size, the smallest that still has the pixels needed,
     * then resized. Cheaper for images of 720 lines and more, the same as {@link #EXACT} for small ones and for other
     * encodings; pixels differ slightly.
     */
    SCALED
}
