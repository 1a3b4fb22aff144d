package dev.avitstreams.ops.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.ops.console.StopSignal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FuzzRunTest {
    /** Does nothing, and says that all went well. */
    private static final List<String> IDLE =
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--version");

    @TempDir
    private Path folder;

    @Test
    void workerThatNeverBeginsIsNoFindAndEndsTheRun() throws IOException {
        FuzzRun run = run(plan -> IDLE);

        FuzzReport report = run.run();

        assertThat(report.finds()).isEmpty();
        assertThat(run.failure()).get().asString().contains("did not get to read one", "worker.log");
    }

    @Test
    void workerThatDoesNotBeginAgainLeavesTheFindsSoFar() throws IOException {
        FuzzRun run = run(plan -> plan.from() == 100 ? TroubleMaker.command(plan) : IDLE);

        FuzzReport report = run.run();

        assertThat(report.finds()).extracting(FuzzFind::index).containsExactly(TroubleMaker.DIES);
        assertThat(report.inputs()).isEqualTo(TroubleMaker.DIES - 100);
        assertThat(run.failure()).isPresent();
    }

    private FuzzRun run(Function<FuzzPlan, List<String>> command) throws IOException {
        FuzzPlan plan = new FuzzPlan(FuzzSubject.RECORDS, 1, 100, TroubleMaker.INPUTS - 100, folder);
        return new FuzzRun(plan, StopSignal.internal(), line -> {}, command);
    }
}
