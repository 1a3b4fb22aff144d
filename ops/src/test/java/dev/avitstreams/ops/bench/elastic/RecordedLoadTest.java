package dev.avitstreams.ops.bench.elastic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.avitstreams.ops.console.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedLoadTest {
    @TempDir
    private Path folder;

    @Test
    void eachRateHoldsUntilTheNext() throws IOException {
        RecordedLoad load = RecordedLoad.read(file("seconds,frames_per_second\n100,20\n110,60\n\n130,5\n"));

        assertThat(load.framesPerSecond(0)).isEqualTo(20);
        assertThat(load.framesPerSecond(9.9)).isEqualTo(20);
        assertThat(load.framesPerSecond(10)).isEqualTo(60);
        assertThat(load.framesPerSecond(45)).isEqualTo(5);
        assertThat(load.seconds()).isEqualTo(50);
    }

    @Test
    void aLineThatIsNoRateIsQuoted() {
        refuses("1,20\n2\n", "line 2: '2' is not seconds and frames a second");
        refuses("1,20\n2,-3\n", "line 2: '2,-3'");
        refuses("1,20\n2,3,4\n", "line 2: '2,3,4'");
        refuses("1,20\ntwo,3\n", "line 2: 'two,3'");
    }

    @Test
    void timesMustRise() {
        refuses("1,20\n1,30\n", "line 2: the time 1.0 is not after the one before");
    }

    @Test
    void oneRateIsNoLoad() {
        refuses("1,20\n", "has 1 rates");
    }

    private void refuses(String text, String sentence) {
        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(() -> RecordedLoad.read(file(text)))
                .withMessageContaining(sentence);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("load.csv"), text);
    }
}
