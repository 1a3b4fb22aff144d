package dev.avitstreams.topology.frames;

import dev.avitstreams.inference.frame.ErrorCategory;
import dev.avitstreams.inference.frame.FrameRejectedException;
import dev.avitstreams.inference.frame.FrameRequest.ImageSource;
import dev.avitstreams.schemas.ImageEvent;
import dev.avitstreams.schemas.ImageReference;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one record: Avro first, then the image inside it or the one it refers to.
 *
 * <p>{@link #read} runs once, on a thread of the classifier; {@link #facts} may be read by any thread afterwards.
 */
public final class RecordReader implements ImageSource {
    private final byte[] payload;
    private final String topic;
    private final ImageEventReader events;
    private final ReferencedImages references;
    private volatile @Nullable FrameFacts facts;

    /** @param topic names the schema's subject */
    public RecordReader(byte[] payload, String topic, ImageEventReader events, ReferencedImages references) {
        this.payload = payload;
        this.topic = topic;
        this.events = events;
        this.references = references;
    }

    /** What the event said; empty where it could not be read. */
    public Optional<FrameFacts> facts() {
        return Optional.ofNullable(facts);
    }

    @Override
    public byte[] read() throws FrameRejectedException {
        ImageEvent event = events.read(topic, payload);
        facts = FrameFacts.of(event);
        ByteBuffer image = event.getImage();
        ImageReference reference = event.getReference();
        if (image != null && reference != null) {
            throw new FrameRejectedException(
                    ErrorCategory.NO_IMAGE,
                    "The event carries both image bytes and a reference to " + reference.getUri()
                            + "; set one of them.");
        }
        if (reference != null) {
            return references.read(reference.getUri(), reference.getSha256(), reference.getLength());
        }
        if (image == null) {
            throw new FrameRejectedException(
                    ErrorCategory.NO_IMAGE, "The event carries neither image bytes nor a reference; set one of them.");
        }
        byte[] bytes = new byte[image.remaining()];
        image.duplicate().get(bytes);
        return bytes;
    }
}
