package dev.avitstreams.ops;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MotionCommandTest {
    @Test
    void motionIsNotComparedWithPatchesOfSmallerImages() {
        Shell shell = Shell.run("motion", "clip.mp4", "--model", "../model", "--point", "side-160");

        assertThat(shell.exitCode()).isEqualTo(2);
        assertThat(shell.err()).contains("The operating point 'side-160'", "images of 160 pixels", "--point");
    }
}
