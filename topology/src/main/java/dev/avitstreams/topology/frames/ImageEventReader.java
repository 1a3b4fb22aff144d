package dev.avitstreams.topology.frames;

import dev.avitstreams.inference.frame.ErrorCategory;
import dev.avitstreams.inference.frame.FrameRejectedException;
import dev.avitstreams.schemas.ImageEvent;
import dev.avitstreams.schemas.registry.UnreadableRecordException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Turns a record's bytes into an {@link ImageEvent}. A record at fault is rejected; a registry that cannot be asked is
 * not the record's fault, and its exception passes through so that the record is tried again. Thread-safe.
 */
public final class ImageEventReader {
    /** Ids and truth are copied into labels, keys and stores, whose records must stay small. */
    static final int MAX_TEXT_CHARACTERS = 256;

    private final Deserializer<ImageEvent> deserializer;

    /** @param deserializer shared by all threads */
    public ImageEventReader(Deserializer<ImageEvent> deserializer) {
        this.deserializer = deserializer;
    }

    ImageEvent read(String topic, byte[] payload) throws FrameRejectedException {
        if (payload.length == 0) {
            throw new FrameRejectedException(
                    ErrorCategory.UNREADABLE_RECORD, "The record has no value; an ImageEvent in Avro was expected.");
        }
        ImageEvent event;
        try {
            event = deserializer.deserialize(topic, payload);
        } catch (UnreadableRecordException e) {
            throw new FrameRejectedException(ErrorCategory.UNREADABLE_RECORD, String.valueOf(e.getMessage()), e);
        }
        if (event.getFrameId().isEmpty() || event.getCameraId().isEmpty()) {
            throw new FrameRejectedException(
                    ErrorCategory.UNREADABLE_RECORD,
                    "frameId is '" + event.getFrameId() + "' and cameraId is '" + event.getCameraId()
                            + "'; neither may be empty.");
        }
        requireShort("frameId", event.getFrameId());
        requireShort("cameraId", event.getCameraId());
        requireShort("truth", event.getTruth());
        return event;
    }

    private static void requireShort(String field, @Nullable String text) throws FrameRejectedException {
        if (text != null && text.length() > MAX_TEXT_CHARACTERS) {
            throw new FrameRejectedException(
                    ErrorCategory.UNREADABLE_RECORD,
                    field + " has " + text.length() + " characters, beginning '" + text.substring(0, 32) + "'; at most "
                            + MAX_TEXT_CHARACTERS + " are taken.");
        }
    }
}
