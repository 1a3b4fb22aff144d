package dev.avitstreams.ops.console;

/** Ends a command with one sentence for the person at the shell, and an exit status. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitStatus status;

    /** @param sentence what happened, with which value, what to do */
    public CommandFailure(ExitStatus status, String sentence) {
        super(sentence);
        this.status = status;
    }

    /** As above, keeping the cause for {@code --verbose}. */
    public CommandFailure(ExitStatus status, String sentence, Throwable cause) {
        super(sentence, cause);
        this.status = status;
    }

    public static CommandFailure usage(String sentence) {
        return new CommandFailure(ExitStatus.USAGE, sentence);
    }

    public static CommandFailure runtime(String sentence) {
        return new CommandFailure(ExitStatus.RUNTIME, sentence);
    }

    public static CommandFailure runtime(String sentence, Throwable cause) {
        return new CommandFailure(ExitStatus.RUNTIME, sentence, cause);
    }

    public ExitStatus status() {
        return status;
    }
}
