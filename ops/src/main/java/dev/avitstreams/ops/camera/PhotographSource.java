package dev.avitstreams.ops.camera;

import dev.avitstreams.ops.camera.Photographs.Photograph;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A camera without hardware: it looks at one bundled photograph after the other, panning and zooming slowly. Endless,
 * and the same frames at every run.
 */
public final class PhotographSource implements FrameSource {
    static final int WIDTH = 480;
    static final int HEIGHT = 360;
    /** Frames spent on one photograph. */
    private static final int SHOT_FRAMES = 60;

    private static final double FRAMES_PER_SECOND = 10;
    /** Shown of the photograph's shorter extent: closest and widest view. */
    private static final double CLOSEST = 0.62;

    private final List<Photograph> photographs;
    private final int camera;
    private final BufferedImage canvas = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    private final JpegEncoder encoder = new JpegEncoder();
    private long frame;

    private PhotographSource(List<Photograph> photographs, int camera) {
        this.photographs = photographs;
        this.camera = camera;
    }

    /** @param camera number of the camera, from 0: each sees the photographs in another order and from another side */
    public static PhotographSource open(int camera) throws IOException {
        return new PhotographSource(Photographs.load(), camera);
    }

    @Override
    public Optional<SourceFrame> next() throws IOException {
        long shot = frame / SHOT_FRAMES;
        Photograph photograph = photographs.get((int) ((camera + shot) % photographs.size()));
        draw(photograph.pixels(), (double) (frame % SHOT_FRAMES) / SHOT_FRAMES);
        frame++;
        return Optional.of(
                new SourceFrame(encoder.encode(canvas), Optional.empty(), Map.of("photograph", photograph.name())));
    }

    /** @param progress through the shot, 0 to 1 */
    private void draw(BufferedImage photograph, double progress) {
        double angle = 2 * Math.PI * (progress + camera * 0.381966); // the golden section keeps cameras apart
        double extent = CLOSEST + (1 - CLOSEST) * (0.5 + 0.5 * Math.cos(angle));
        double aspect = (double) WIDTH / HEIGHT;
        double height = extent * Math.min(photograph.getHeight(), photograph.getWidth() / aspect);
        double width = height * aspect;
        double left = (photograph.getWidth() - width) * (0.5 + 0.5 * Math.sin(angle));
        double top = (photograph.getHeight() - height) * (0.5 - 0.25 * Math.cos(angle));
        Graphics2D graphics = canvas.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        double scale = WIDTH / width;
        graphics.scale(scale, scale);
        graphics.translate(-left, -top);
        graphics.drawImage(photograph, 0, 0, null);
        graphics.dispose();
    }

    @Override
    public OptionalDouble nativeFramesPerSecond() {
        return OptionalDouble.of(FRAMES_PER_SECOND);
    }

    @Override
    public boolean isLive() {
        return false;
    }

    @Override
    public String description() {
        return "bundled photographs";
    }

    @Override
    public void close() {
        encoder.close();
    }
}
