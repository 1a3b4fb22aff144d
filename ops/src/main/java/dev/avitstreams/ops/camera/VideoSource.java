package dev.avitstreams.ops.camera;

import dev.avitstreams.ops.console.CommandFailure;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.Java2DFrameConverter;
import org.jspecify.annotations.Nullable;

/** A video file or a network stream through FFmpeg, each frame encoded anew as JPEG. */
final class VideoSource implements FrameSource {
    private static final String CONNECT_TIMEOUT_MICROS = "10000000";

    private final String location;
    private final boolean live;
    private final FFmpegFrameGrabber grabber;
    private final Java2DFrameConverter converter = new Java2DFrameConverter();
    private final JpegEncoder encoder = new JpegEncoder();
    private final Optional<Frame> first;
    private boolean firstTaken;

    private VideoSource(String location, boolean live, FFmpegFrameGrabber grabber, Optional<Frame> first) {
        this.location = location;
        this.live = live;
        this.grabber = grabber;
        this.first = first;
    }

    static boolean isNetworkStream(String location) {
        return location.toLowerCase(Locale.ROOT).matches("(rtsps?|rtmps?|https?|udp|tcp|srt)://.*");
    }

    static VideoSource open(String location) {
        avutil.av_log_set_level(avutil.AV_LOG_QUIET); // failures come back as exceptions
        boolean live = isNetworkStream(location);
        FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(location);
        if (live) {
            grabber.setOption("rtsp_transport", "tcp"); // UDP loses packets, and each one smears a second of picture
            grabber.setOption("timeout", CONNECT_TIMEOUT_MICROS);
        }
        try {
            grabber.start();
            // A text file "opens" as a subtitle or an ANSI film: only a decoded frame proves a video.
            Optional<Frame> first = Optional.ofNullable(grabber.grabImage());
            if (first.isPresent()) {
                return new VideoSource(location, live, grabber, first);
            }
            grabber.release();
            throw unreadable(location, live, null);
        } catch (FFmpegFrameGrabber.Exception e) {
            try {
                grabber.release();
            } catch (FFmpegFrameGrabber.Exception suppressed) {
                e.addSuppressed(suppressed);
            }
            throw unreadable(location, live, e);
        }
    }

    @Override
    public Optional<SourceFrame> next() throws IOException {
        Frame frame = takeFirst();
        if (frame == null) {
            frame = grabber.grabImage();
        }
        if (frame == null) {
            return Optional.empty();
        }
        BufferedImage pixels = converter.getBufferedImage(frame);
        Map<String, String> attributes =
                Map.of("source", redacted(location), "positionMillis", Long.toString(frame.timestamp / 1000));
        return Optional.of(new SourceFrame(encoder.encode(pixels), Optional.empty(), attributes));
    }

    private @Nullable Frame takeFirst() {
        if (firstTaken) {
            return null;
        }
        firstTaken = true;
        return first.orElse(null);
    }

    @Override
    public OptionalDouble nativeFramesPerSecond() {
        double rate = grabber.getVideoFrameRate();
        return rate > 0 && rate <= 1000 ? OptionalDouble.of(rate) : OptionalDouble.empty();
    }

    @Override
    public boolean isLive() {
        return live;
    }

    @Override
    public String description() {
        return String.format(
                Locale.ROOT,
                "%s, %d×%d pixels, %.4g frames/s",
                redacted(location),
                grabber.getImageWidth(),
                grabber.getImageHeight(),
                grabber.getVideoFrameRate());
    }

    /** Camera addresses carry passwords. */
    static String redacted(String location) {
        return location.replaceFirst("://[^/\\s]*@", "://…@");
    }

    private static CommandFailure unreadable(String location, boolean live, @Nullable Exception cause) {
        String sentence = live
                ? "No video comes from " + redacted(location) + ". Check the address, the password and that the camera "
                        + "is reachable from here."
                : location + " is neither an image (.jpg, .png, .webp), a folder, a tar nor a video FFmpeg can read.";
        return cause == null ? CommandFailure.runtime(sentence) : CommandFailure.runtime(sentence, cause);
    }

    @Override
    public void close() {
        encoder.close();
        converter.close();
        try {
            grabber.release();
        } catch (FFmpegFrameGrabber.Exception e) {
            // read only: nothing is lost
        }
    }
}
