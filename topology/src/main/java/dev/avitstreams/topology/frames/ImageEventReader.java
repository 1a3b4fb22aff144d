package dev.avitstreams.topology.frames;

import dev.avitstreams.inference.frame.ErrorCategory;
import dev.avitstreams.inference.frame.FrameRejectedException;
import dev.avitstreams.schemas.ImageEvent;
import dev.avitstreams.schemas.registry.UnreadableRecordException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Turns a record's bytes into an {@link ImageEvent}. A record at fault is rejected; a registry that cannot be asked is
 * not the record's fault, and its exception passes through so that the record is tried again. Thread-safe.
 */
public final class ImageEventReader {
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
        return event;
    }
}
