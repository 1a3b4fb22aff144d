package dev.avitstreams.ops.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.ops.fuzz.FuzzFind.Kind;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FuzzRunIT {
    @TempDir
    private Path folder;

    @Test
    void namesTheInputsThatKillHangThrowOverflowAndAllocateAndReadsTheOthers() throws IOException {
        FuzzPlan plan = new FuzzPlan(FuzzSubject.RECORDS, 1, 100, TroubleMaker.INPUTS - 100, folder);

        FuzzReport report = new FuzzRun(plan, StopSignal.internal(), line -> {}, TroubleMaker::command).run();

        assertThat(report.finds())
                .extracting(FuzzFind::index, FuzzFind::kind)
                .containsExactly(
                        tuple(TroubleMaker.DIES, Kind.CRASH),
                        tuple(TroubleMaker.HANGS, Kind.HANG),
                        tuple(TroubleMaker.THROWS, Kind.UNEXPECTED),
                        tuple(TroubleMaker.OVERFLOWS, Kind.UNEXPECTED),
                        tuple(TroubleMaker.ALLOCATES, Kind.LARGE));
        assertThat(report.finds())
                .allSatisfy(find -> assertThat(folder.resolve(find.file())).exists());
        assertThat(report.inputs()).isEqualTo(98); // all but those it died of
    }

    /** The short form of the campaigns in docs/fuzzing.md, with another seed. */
    @ParameterizedTest
    @CsvSource({
        "IMAGES, 3000",
        "RECORDS, 6000",
        "SAFETENSORS, 4000",
        "CHECKPOINTS, 4000",
        "MANIFESTS, 3000",
        "SETTINGS, 3000",
        "HTTP, 60"
    })
    void nothingIsFound(FuzzSubject subject, long count) throws IOException {
        FuzzPlan plan = new FuzzPlan(subject, 7, 0, count, folder);

        FuzzReport report = new FuzzRun(plan, StopSignal.internal(), line -> {}).run();

        assertThat(report.finds()).isEmpty();
        assertThat(report.inputs()).isEqualTo(count);
    }
}
