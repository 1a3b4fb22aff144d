package dev.avitstreams.inference.image;

/** Native memory was refused while an image was decoded: the image is not to blame and may be decoded later. */
public final class DecoderMemoryException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    public DecoderMemoryException(String message, Throwable cause) {
        super(message, cause);
    }
}
