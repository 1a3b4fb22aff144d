package dev.avitstreams.ops.demo;

import dev.avitstreams.ops.camera.Camera;
import dev.avitstreams.ops.camera.FramePublisher;
import dev.avitstreams.ops.camera.FrameSource;
import dev.avitstreams.ops.camera.FrameSources;
import dev.avitstreams.ops.camera.PhotographSource;
import dev.avitstreams.ops.console.StopSignal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BiConsumer;

/** The sources of a demo and the cameras that show them. Owns the sources. */
final class Cast implements AutoCloseable {
    /** Of each camera, where neither the user nor the source says: four of them leave two cores some rest. */
    private static final double UNHURRIED = 5;

    private final List<String> ids = new ArrayList<>();
    private final List<FrameSource> sources = new ArrayList<>();

    /** Opens every source, so that a wrong path is told before anything is started. */
    static Cast open(DemoPlan plan, StopSignal stop) throws IOException {
        Cast cast = new Cast();
        try {
            for (int camera = 0; camera < plan.cameras(); camera++) {
                cast.add(plan, camera, stop);
            }
            return cast;
        } catch (IOException | RuntimeException e) {
            cast.close();
            throw e;
        }
    }

    private void add(DemoPlan plan, int camera, StopSignal stop) throws IOException {
        if (plan.sources().isEmpty()) {
            ids.add("camera-" + (camera + 1));
            sources.add(PhotographSource.open(camera));
            return;
        }
        String location = plan.sources().get(camera % plan.sources().size());
        int round = camera / plan.sources().size();
        String name = nameOf(location);
        ids.add(ids.contains(name) || round > 0 ? name + "-" + (camera + 1) : name);
        sources.add(FrameSources.looping(() -> FrameSources.open(location), stop));
    }

    /** {@code car-detection} for {@code footage/car-detection.mp4}. */
    static String nameOf(String location) {
        String path = location.replaceFirst("[?#].*", "").replaceFirst("/+$", "");
        String name = path.substring(path.lastIndexOf('/') + 1);
        int dot = name.indexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        return stem.isBlank() || stem.equals(".") ? "camera" : stem;
    }

    void describe(BiConsumer<String, String> line) {
        for (int i = 0; i < ids.size(); i++) {
            line.accept(ids.get(i), sources.get(i).description());
        }
    }

    List<Camera> cameras(OptionalDouble framesPerSecond, FramePublisher publisher) {
        List<Camera> cameras = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            OptionalDouble pace = pace(framesPerSecond, sources.get(i));
            double phase = (double) i / ids.size();
            cameras.add(new Camera(ids.get(i), sources.get(i), pace, phase, publisher));
        }
        return cameras;
    }

    private static OptionalDouble pace(OptionalDouble asked, FrameSource source) {
        if (asked.isPresent()) {
            return asked.getAsDouble() == 0 ? OptionalDouble.empty() : asked;
        }
        if (source.isLive()) {
            return OptionalDouble.empty();
        }
        return source instanceof PhotographSource
                ? OptionalDouble.of(UNHURRIED)
                : OptionalDouble.of(source.nativeFramesPerSecond().orElse(UNHURRIED));
    }

    @Override
    public void close() {
        sources.forEach(FrameSource::close);
    }
}
