package dev.avitstreams.ops.command;

import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.ExitStatus;
import dev.avitstreams.ops.console.Progress;
import dev.avitstreams.ops.console.Sentences;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that ends with an {@link ExitStatus}. */
public abstract class AvitCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    /** Does the work. A failure is thrown, best as a {@link CommandFailure}. */
    protected abstract ExitStatus execute() throws Exception;

    @Override
    public final Integer call() throws Exception {
        try {
            return execute().code();
        } catch (LinkageError | OutOfMemoryError e) {
            // picocli lets errors pass; these two have something to tell the person at the shell.
            throw CommandFailure.runtime(Sentences.of(e), e);
        }
    }

    protected final CommandLine commandLine() {
        return spec.commandLine();
    }

    /** The whole command line, as it was given. */
    protected final List<String> arguments() {
        return spec.root().commandLine().getParseResult().originalArgs();
    }

    protected final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    protected final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    protected final Progress progress() {
        return Progress.on(err());
    }
}
