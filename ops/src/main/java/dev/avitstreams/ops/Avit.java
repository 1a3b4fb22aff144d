package dev.avitstreams.ops;

import dev.avitstreams.ops.command.Commands;
import dev.avitstreams.ops.console.ExitStatus;
import dev.avitstreams.ops.console.Logging;
import dev.avitstreams.ops.console.Printable;
import dev.avitstreams.ops.console.Sentences;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The {@code avit} command. */
@Command(
        name = "avit",
        description = "Classifies camera frames streaming through Kafka with A-ViT, a vision transformer that stops "
                + "computing token by token.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Start here:",
            "  avit demo                    all in one process, on bundled photographs",
            "  avit demo --source clip.mp4  the same on a video, folder or tar of images",
            "  avit classify photo.jpg      one image: labels, and where the model looked",
            "  avit doctor                  checks Java, native libraries, model, cluster",
            "",
            "`avit COMMAND --help` explains a command, with examples.",
            "Exit codes: 0 ok, 1 gate failed, 2 usage, 3 incomplete data, 4 runtime, 5 operator lost."
        })
public final class Avit implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Log in detail, and print stack traces of failures.")
    private boolean verbose;

    /** Runs one command and exits with its status; threads left over by libraries do not hold the process. */
    public static void main(String[] arguments) {
        // Whatever the locale says, labels and tables are UTF-8.
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        System.exit(commandLine(new PrintWriter(System.out, true), new PrintWriter(System.err, true))
                .execute(arguments));
    }

    /** The whole command tree, printing to the given writers. */
    static CommandLine commandLine(PrintWriter out, PrintWriter err) {
        Avit root = new Avit();
        CommandLine commandLine = new CommandLine(root);
        Commands.addTo(commandLine);
        commandLine.setOut(out);
        commandLine.setErr(err);
        commandLine.setUsageHelpAutoWidth(true);
        commandLine.setUsageHelpLongOptionsMaxWidth(32);
        commandLine.setExpandAtFiles(false);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setAbbreviatedOptionsAllowed(false);
        commandLine.setParameterExceptionHandler(Avit::explainUsage);
        commandLine.setExecutionExceptionHandler(root::explainFailure);
        commandLine.setExecutionStrategy(parsed -> {
            Logging.configure(root.verbose ? Logging.Audience.VERBOSE : Logging.Audience.SHELL);
            return new CommandLine.RunLast().execute(parsed);
        });
        return commandLine;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static int explainUsage(ParameterException mistake, String[] arguments) {
        CommandLine commandLine = mistake.getCommandLine();
        PrintWriter err = commandLine.getErr();
        err.println("avit: " + mistake.getMessage());
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(mistake, err)) {
            err.println("See `" + commandLine.getCommandSpec().qualifiedName() + " --help`.");
        }
        return ExitStatus.USAGE.code();
    }

    private int explainFailure(Exception thrown, CommandLine commandLine, ParseResult parsed) {
        PrintWriter err = commandLine.getErr();
        Throwable cause = Sentences.unwrap(thrown);
        err.println("avit: " + Sentences.of(thrown).lines().map(Printable::of).collect(Collectors.joining("\n")));
        if (verbose) {
            thrown.printStackTrace(err);
        } else if (!Sentences.isExplained(cause)) {
            err.println("      (" + cause.getClass().getName() + "; --verbose prints where)");
        }
        return Sentences.statusOf(cause).code();
    }
}
