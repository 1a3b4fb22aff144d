package dev.avitstreams.bench;

import dev.avitstreams.bench.Rounds.Round;
import dev.avitstreams.bench.onnx.OnnxContender;
import dev.avitstreams.bench.torchscript.DjlContender;
import dev.avitstreams.bench.torchscript.TorchScriptExport;
import dev.avitstreams.inference.model.ModelFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The main class of a contender's process. Arguments: the engine and a job file.
 *
 * <p>Once it is warm and has written its logits it prints {@code ready} and what it is. To each line {@code round} it
 * computes all images and prints {@code round <nanoseconds of all> <median nanoseconds of one>}. It ends with its input.
 */
public final class ForeignContender {
    private static final int FAILED = 4;

    private ForeignContender() {}

    public static void main(String[] arguments) {
        PrintStream answers = System.out;
        System.setOut(System.err); // whatever a library has to say is no answer
        try {
            if (arguments.length != 2) {
                throw new ContenderException("arguments are an engine and a job file, not " + arguments.length);
            }
            serve(arguments[0], Job.read(Path.of(arguments[1])), answers);
            System.exit(0); // no library's thread holds the process
        } catch (ContenderException | IOException | RuntimeException | LinkageError | InterruptedException e) {
            System.err.println("bench contender " + String.join(" ", arguments) + ": " + message(e));
            System.exit(FAILED);
        }
    }

    /** On one line, however many a native library needs. */
    private static String message(Throwable failure) {
        String message = failure.getMessage();
        boolean nameOnly = failure instanceof IOException; // Java's own often say but the file
        return (message == null || nameOnly ? failure.toString() : message)
                .strip()
                .replaceAll("\\s+", " ");
    }

    private static void serve(String engine, Job job, PrintStream answers)
            throws ContenderException, IOException, InterruptedException {
        if (engine.equals("export-torchscript")) {
            TorchScriptExport.write(ModelFolder.open(job.model()), DjlContender.file(job.work()));
            answer(answers, "ready exported");
            return;
        }
        try (Contender contender = contender(engine, job);
                Rounds rounds = new Rounds(contender, job.count(), job.workers());
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            rounds.run();
            job.writeLogits(rounds.run().logits());
            answer(answers, "ready " + contender.description());
            while (in.readLine() != null) {
                Round round = rounds.run();
                answer(answers, "round " + round.wallNanos() + " " + round.medianNanos());
            }
        }
    }

    private static Contender contender(String engine, Job job) throws ContenderException, IOException {
        return switch (engine) {
            case "onnx-dense" -> OnnxContender.dense(job);
            case "onnx-int8" -> OnnxContender.int8(job);
            case "onnx-ragged" -> OnnxContender.ragged(job);
            case "djl-dense" -> DjlContender.load(job);
            default ->
                throw new ContenderException("there is no engine '" + engine
                        + "'; there are onnx-dense, onnx-int8, onnx-ragged, djl-dense and export-torchscript");
        };
    }

    private static void answer(PrintStream answers, String line) {
        answers.println(line);
        answers.flush();
    }
}
