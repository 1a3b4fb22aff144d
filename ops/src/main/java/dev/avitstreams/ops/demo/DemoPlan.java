package dev.avitstreams.ops.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a demo is to do.
 *
 * @param sources folders, tars, videos or streams, shared out among the cameras; none for the bundled photographs
 * @param frames after which it ends; empty to go on until stopped
 * @param framesPerSecond of each camera; empty for the source's own pace; 0 for as fast as possible
 * @param httpPort of the live page and the service's endpoints; 0 for any free one
 * @param folder kept after the end; empty for one that is removed
 * @param page empty for the service's endpoints alone
 */
public record DemoPlan(
        List<String> sources,
        OptionalLong frames,
        int cameras,
        OptionalDouble framesPerSecond,
        int httpPort,
        Optional<Path> folder,
        Optional<DemoPage> page) {

    private static final int MAX_CAMERAS = 256;

    public DemoPlan {
        sources = List.copyOf(sources);
        if (frames.isPresent() && frames.getAsLong() < 1) {
            throw new IllegalArgumentException("--frames is " + frames.getAsLong() + ", must be 1 or more");
        }
        if (cameras < 1 || cameras > MAX_CAMERAS) {
            throw new IllegalArgumentException("--cameras is " + cameras + ", must be from 1 to " + MAX_CAMERAS);
        }
        if (framesPerSecond.isPresent() && !(framesPerSecond.getAsDouble() >= 0)) {
            throw new IllegalArgumentException("--fps is " + framesPerSecond.getAsDouble() + ", must be 0 or more");
        }
        if (httpPort < 0 || httpPort > 65_535) {
            throw new IllegalArgumentException("--port is " + httpPort + ", must be from 0 to 65535");
        }
    }
}
