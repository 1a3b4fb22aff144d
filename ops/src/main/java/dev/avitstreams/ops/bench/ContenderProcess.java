package dev.avitstreams.ops.bench;

import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.JvmFlags;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A contender in a process of its own, which waits on its input whenever it is not its turn. Used by one thread. */
public final class ContenderProcess implements AutoCloseable {
    private static final int HEAP_MEBIBYTES = 1500;
    private static final int PATIENCE_SECONDS = 10;

    private final String title;
    private final Path log;
    private final Process process;
    private final Thread reaper;
    private final BufferedReader answers;
    private final PrintWriter questions;

    /** @param wallNanos of all images; @param imageNanos median of one */
    public record Round(long wallNanos, long imageNanos) {}

    private ContenderProcess(String title, Path log, Process process) {
        this.title = title;
        this.log = log;
        this.process = process;
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.questions = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.reaper = new Thread(process::destroyForcibly, "reap-" + process.pid());
        Runtime.getRuntime().addShutdownHook(reaper);
    }

    /** @param program class path, main class and arguments */
    public static ContenderProcess start(String title, List<String> program, Path log) throws IOException {
        List<String> command = new ArrayList<>(JvmFlags.java(HEAP_MEBIBYTES));
        command.addAll(program);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new ContenderProcess(title, log, process);
    }

    /** Waits until it is warm. @return what it says of itself */
    public String awaitReady() throws IOException {
        return answer("ready");
    }

    public Round round() throws IOException {
        questions.println("round");
        String[] nanos = answer("round").split(" ");
        return new Round(Long.parseLong(nanos[0]), Long.parseLong(nanos[1]));
    }

    /** Processor time it has taken, of all cores together; zero where the system does not tell. */
    public Duration cpuTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private String answer(String word) throws IOException {
        String line = answers.readLine();
        if (line == null || !line.startsWith(word + " ")) {
            String said = line == null ? lastWords() : "It said: " + line;
            throw CommandFailure.runtime("The contender " + title + " failed. " + said);
        }
        return line.substring(word.length() + 1);
    }

    private String lastWords() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return lines.isEmpty() ? "It said nothing." : lines.get(lines.size() - 1);
    }

    @Override
    public void close() {
        questions.close(); // the end of its input ends it
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
            answers.close();
            Runtime.getRuntime().removeShutdownHook(reaper);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IOException | IllegalStateException e) {
            // its output has nobody to tell; or the JVM shuts down, and the hook finds a dead process
        }
    }
}
