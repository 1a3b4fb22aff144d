package dev.avitstreams.ops.dashboard.source;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.avitstreams.inference.frame.FrameRejectedException;
import dev.avitstreams.inference.image.ImageEncoding;
import dev.avitstreams.inference.image.ImageReferenceReader;
import dev.avitstreams.ops.inspect.RecordFetcher;
import dev.avitstreams.schemas.ImageEvent;
import dev.avitstreams.schemas.registry.UnreadableRecordException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * The pixels of single frames, as their cameras sent them: nothing is decoded here. The last ones are kept for further
 * viewers, up to a number of bytes. Thread-safe.
 */
public final class FramePictures {
    private static final long KEPT_BYTES = 24L << 20;

    private final RecordFetcher records;
    private final String topic;
    private final Deserializer<ImageEvent> events;
    private final ImageReferenceReader references;

    @GuardedBy("kept")
    private final Map<Place, Picture> kept = new LinkedHashMap<>(64, 0.75f, true);

    @GuardedBy("kept")
    private long keptBytes;

    private record Place(int partition, long offset) {}

    /** @param topic of the frames */
    public FramePictures(
            RecordFetcher records, String topic, Deserializer<ImageEvent> events, ImageReferenceReader references) {
        this.records = records;
        this.topic = topic;
        this.events = events;
        this.references = references;
    }

    /** Empty where the frame is kept no longer, never was there, or is no image. */
    public Optional<Picture> at(int partition, long offset) {
        Place place = new Place(partition, offset);
        synchronized (kept) {
            Picture known = kept.get(place);
            if (known != null) {
                return Optional.of(known);
            }
        }
        Optional<Picture> read = records.fetch(topic, partition, offset).flatMap(record -> read(record.value()));
        read.ifPresent(picture -> keep(place, picture));
        return read;
    }

    private Optional<Picture> read(byte[] value) {
        try {
            byte[] encoded = value == null ? new byte[0] : encoded(events.deserialize(topic, value));
            return ImageEncoding.of(encoded)
                    .map(encoding -> new Picture("image/" + encoding.name().toLowerCase(Locale.ROOT), encoded));
        } catch (UnreadableRecordException | FrameRejectedException e) {
            return Optional.empty();
        }
    }

    private byte[] encoded(ImageEvent event) throws FrameRejectedException {
        var reference = event.getReference();
        if (reference != null) {
            return references.read(reference.getUri(), reference.getSha256(), reference.getLength());
        }
        ByteBuffer image = event.getImage();
        byte[] bytes = new byte[image == null ? 0 : image.remaining()];
        if (image != null) {
            image.duplicate().get(bytes);
        }
        return bytes;
    }

    private void keep(Place place, Picture picture) {
        synchronized (kept) {
            if (kept.putIfAbsent(place, picture) == null) {
                keptBytes += picture.bytes().length;
            }
            var oldest = kept.entrySet().iterator();
            while (keptBytes > KEPT_BYTES && oldest.hasNext()) {
                keptBytes -= oldest.next().getValue().bytes().length;
                oldest.remove();
            }
        }
    }
}
