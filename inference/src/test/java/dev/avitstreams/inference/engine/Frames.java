package dev.avitstreams.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.inference.frame.FrameOutcome;
import dev.avitstreams.inference.frame.FrameRequest;
import dev.avitstreams.inference.image.TestImages;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Frames of one shade of red each, and what came of them. */
final class Frames {
    private Frames() {}

    static FrameRequest red(int shade) {
        byte[] png = TestImages.plainPng(20, 20, shade << 16);
        return new FrameRequest(png.length, () -> png);
    }

    /** Waits for the frame and gives the shade that the fake model saw. */
    static int shade(CompletableFuture<FrameOutcome> future) {
        FrameOutcome outcome = outcome(future);
        assertThat(outcome).isInstanceOf(FrameOutcome.Classified.class);
        return (int) ((FrameOutcome.Classified) outcome).classification().logits()[0];
    }

    static FrameOutcome outcome(CompletableFuture<FrameOutcome> future) {
        return future.orTimeout(50, TimeUnit.SECONDS).join();
    }
}
