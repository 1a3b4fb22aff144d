package dev.avitstreams.inference.frame;

/** Why a frame was rejected. One vocabulary for log keys, dead-letter headers and metric tags. */
public enum ErrorCategory {
    /** The record is not an image event: wrong schema, unknown schema id, or no bytes at all. */
    UNREADABLE_RECORD,
    /** The event carries neither image nor reference, or both, or an image of zero bytes. */
    NO_IMAGE,
    /** More encoded bytes than the limit. */
    FRAME_TOO_LARGE,
    /** More pixels than the limit, by the image's own header. */
    TOO_MANY_PIXELS,
    /** Not one of the accepted encodings, by the bytes. */
    UNSUPPORTED_ENCODING,
    /** The header is sound but the pixels cannot be decoded. */
    CORRUPT_IMAGE,
    /** The reference points outside the configured roots. */
    REFERENCE_REFUSED,
    /** The referenced image is missing, unreadable, or not the one announced. */
    REFERENCE_UNAVAILABLE,
    /** The model failed on this very frame. */
    INFERENCE_FAILED;

    /** Lower-case with dashes, as used in metric tags and headers. */
    public String tag() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
