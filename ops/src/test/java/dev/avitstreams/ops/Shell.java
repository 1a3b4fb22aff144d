package dev.avitstreams.ops;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** Runs the command line as a shell does, within the test's JVM. */
public record Shell(int exitCode, String out, String err) {

    /** The whole command tree, printing to nowhere. */
    public static CommandLine commandLine() {
        return Avit.commandLine(new PrintWriter(PrintWriter.nullWriter()), new PrintWriter(PrintWriter.nullWriter()));
    }

    public static Shell run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Avit.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(arguments);
        return new Shell(exitCode, out.toString(), err.toString());
    }
}
