package dev.avitstreams.ops.motion;

import dev.avitstreams.inference.device.Backend;
import dev.avitstreams.inference.device.InferenceException;
import dev.avitstreams.inference.frame.Classification;
import dev.avitstreams.inference.frame.FrameRejectedException;
import dev.avitstreams.inference.image.DecodeLimits;
import dev.avitstreams.inference.image.ImageDecoder;
import dev.avitstreams.inference.image.PreparedImage;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.model.OperatingPoint;
import dev.avitstreams.ops.camera.FrameSource;
import dev.avitstreams.ops.camera.SourceFrame;
import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.picture.HaltingPicture;
import dev.avitstreams.ops.picture.Pixels;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs a clip of a static camera through a model and compares how deep moving and still patches go. One thread. */
public final class MotionStudy {
    /** Pictures are drawn of the frame in which about this share of the patches moves. */
    private static final double TELLING_SHARE = .15;

    /** Fewer have no median worth the name. */
    public static final int LEAST_FRAMES = 3;

    private static final int PICTURE_SCALE = 2;

    private final ModelFolder model;
    private final Backend backend;
    private final OperatingPoint point;
    private final double threshold;

    private double moving;
    private double movingDepth;
    private double still;
    private double stillDepth;
    private int withMotion;
    private int deeper;
    private double mostTelling = Double.POSITIVE_INFINITY;
    private Optional<BufferedImage> picture = Optional.empty();

    /** @param threshold mean difference from the still scene, in levels of 0 to 255, from which on a patch moves */
    public MotionStudy(ModelFolder model, Backend backend, OperatingPoint point, double threshold) {
        this.model = model;
        this.backend = backend;
        this.point = point;
        this.threshold = threshold;
    }

    /**
     * To be called once.
     *
     * @param most frames to look at, evenly spaced over the clip
     * @throws CommandFailure if there are too few to tell a still scene, or nothing moves
     */
    public MotionReport run(String name, FrameSource source, int most) throws IOException, InferenceException {
        List<PreparedImage> frames = frames(name, source, most);
        StillScene scene = new StillScene(frames);
        for (PreparedImage frame : frames) {
            look(frame, scene.differences(frame, model.manifest().architecture().patchSide()));
        }
        if (withMotion == 0) {
            throw CommandFailure.runtime("No frame of " + name + " has patches that move beside some that do not, at a"
                    + " difference of " + threshold + " from the still scene. Try another --threshold, and see that the"
                    + " camera stands still.");
        }
        return new MotionReport(
                name,
                frames.size(),
                withMotion,
                moving / (moving + still),
                movingDepth / moving,
                stillDepth / still,
                (double) deeper / withMotion);
    }

    /** Evenly spaced over the whole clip, between half as many as wanted and all of them. */
    private List<PreparedImage> frames(String name, FrameSource source, int most) throws IOException {
        ImageDecoder decoder = new ImageDecoder(model.manifest().architecture().imageSide(), DecodeLimits.DEFAULT);
        List<PreparedImage> frames = new ArrayList<>();
        int stride = 1;
        Optional<SourceFrame> next = source.next();
        for (int number = 0; next.isPresent(); number++) {
            if (number % stride == 0) {
                frames.add(decoded(decoder, next.get(), name, number));
            }
            if (frames.size() > most) {
                frames = everySecond(frames);
                stride *= 2;
            }
            next = source.next();
        }
        if (frames.size() < LEAST_FRAMES) {
            throw CommandFailure.runtime(name + " gives " + frames.size() + " frames; at least " + LEAST_FRAMES
                    + " are needed to tell what stands still.");
        }
        return frames;
    }

    private static PreparedImage decoded(ImageDecoder decoder, SourceFrame frame, String name, int number)
            throws IOException {
        try {
            return decoder.decode(frame.image());
        } catch (FrameRejectedException e) {
            throw new IOException(name + ": frame " + number + ": " + e.getMessage(), e);
        }
    }

    private static List<PreparedImage> everySecond(List<PreparedImage> frames) {
        List<PreparedImage> kept = new ArrayList<>();
        for (int index = 0; index < frames.size(); index += 2) {
            kept.add(frames.get(index));
        }
        return kept;
    }

    private void look(PreparedImage frame, double[] differences) throws InferenceException, IOException {
        Classification answer = backend.classify(List.of(frame), point).get(0);
        byte[] depths = answer.patchDepths().depths();
        int movingHere = 0;
        double movingDepthHere = 0;
        double stillDepthHere = 0;
        for (int patch = 0; patch < depths.length; patch++) {
            if (differences[patch] >= threshold) {
                movingHere++;
                movingDepthHere += depths[patch];
            } else {
                stillDepthHere += depths[patch];
            }
        }
        int stillHere = depths.length - movingHere;
        if (movingHere > 0 && stillHere > 0) {
            moving += movingHere;
            movingDepth += movingDepthHere;
            still += stillHere;
            stillDepth += stillDepthHere;
            withMotion++;
            deeper += movingDepthHere / movingHere > stillDepthHere / stillHere ? 1 : 0;
            keepIfTelling(frame, differences, answer, movingHere);
        }
    }

    private void keepIfTelling(PreparedImage frame, double[] differences, Classification answer, int movingHere)
            throws IOException {
        double off = Math.abs((double) movingHere / differences.length - TELLING_SHARE);
        if (off < mostTelling) {
            mostTelling = off;
            picture = Optional.of(draw(frame, differences, answer));
        }
    }

    private BufferedImage draw(PreparedImage frame, double[] differences, Classification answer) throws IOException {
        int side = frame.side() * PICTURE_SCALE;
        BufferedImage seen = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Graphics2D brush = seen.createGraphics();
        brush.drawImage(Pixels.picture(frame), 0, 0, side, side, null);
        brush.setColor(Color.ORANGE);
        brush.setStroke(new BasicStroke(2));
        int columns = answer.patchDepths().columns();
        int patch = side / columns;
        for (int index = 0; index < differences.length; index++) {
            if (differences[index] >= threshold) {
                brush.drawRect(index % columns * patch + 1, index / columns * patch + 1, patch - 2, patch - 2);
            }
        }
        brush.dispose();
        return new HaltingPicture()
                .draw(seen, answer, model.manifest().architecture().blocks());
    }

    /** The frame that shows it best, moving patches framed; empty before a run. */
    public Optional<BufferedImage> picture() {
        return picture;
    }
}
