package dev.avitstreams.ops.bench;

import dev.avitstreams.inference.device.CpuWorkers;
import dev.avitstreams.inference.device.InferenceException;
import dev.avitstreams.inference.frame.DepthMap.Completeness;
import dev.avitstreams.inference.halting.AVit;
import dev.avitstreams.inference.halting.DenseResult;
import dev.avitstreams.inference.halting.HaltingResult;
import dev.avitstreams.inference.halting.HaltingRule;
import dev.avitstreams.inference.model.ModelFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Our own engine as a contender: the main class of its process. Arguments: an {@link OwnMode} and a job file. */
public final class OwnContender {
    private static final int FAILED = 4;

    private final BenchJob job;
    private final OwnMode mode;
    private final AVit model;
    private final HaltingRule rule;
    private final long side;
    private final int tokens;
    private final float[] pixels; // [count · 3 · S · S]
    private final byte[] schedule; // [count · N], or empty

    private OwnContender(OwnMode mode, BenchJob job) throws IOException {
        ModelFolder folder = ModelFolder.open(job.model());
        this.job = job;
        this.mode = mode;
        this.model = AVit.load(folder, mode.precision());
        this.rule = HaltingRule.of(folder.operatingPoint(job.point()), Completeness.COMPLETE);
        this.side = folder.manifest().architecture().imageSide();
        this.tokens = folder.manifest().architecture().tokens();
        this.pixels = FloatFile.read(job.pixels());
        this.schedule =
                job.schedule().isPresent() ? Files.readAllBytes(job.schedule().get()) : new byte[0];
    }

    public static void main(String[] arguments) {
        PrintStream out = System.out;
        System.setOut(System.err); // nothing but answers
        try {
            BenchJob job = BenchJob.read(Path.of(arguments[1]));
            new OwnContender(OwnMode.valueOf(arguments[0]), job).serve(out);
        } catch (IOException | InferenceException | RuntimeException | LinkageError e) {
            String message =
                    String.valueOf(e.getMessage()).strip().replaceAll("\\s+", " "); // libtorch's have many lines
            System.err.println("bench contender " + arguments[0] + ": " + message);
            System.exit(FAILED);
        }
    }

    private void serve(PrintStream out) throws IOException, InferenceException {
        try (CpuWorkers workers = new CpuWorkers(job.workers());
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            workers.each(shares(workers));
            List<float[]> logits = new ArrayList<>();
            workers.each(shares(workers)).forEach(share -> logits.addAll(share.logits()));
            FloatFile.write(job.logits(), logits);
            out.println("ready " + mode.description());
            out.flush();
            while (in.readLine() != null) {
                long begin = System.nanoTime();
                List<Share> shares = workers.each(shares(workers));
                long wall = System.nanoTime() - begin;
                long[] perImage = shares.stream()
                        .mapToLong(share -> share.nanos() / share.logits().size())
                        .sorted()
                        .toArray();
                out.println("round " + wall + " " + perImage[perImage.length / 2]);
                out.flush();
            }
        }
    }

    /** What one task computed. */
    private record Share(List<float[]> logits, long nanos) {}

    private List<Callable<Share>> shares(CpuWorkers workers) {
        List<Integer> images = IntStream.range(0, job.count()).boxed().toList();
        int most = mode.groups() ? model.imagesTogether() : 1;
        return workers.shares(images, most).stream()
                .map(share -> (Callable<Share>) () -> compute(share.get(0), share.size()))
                .toList();
    }

    private Share compute(int first, int images) {
        try (PointerScope scope = new PointerScope()) {
            int values = (int) (3 * side * side);
            float[] own = Arrays.copyOfRange(pixels, first * values, (first + images) * values);
            Tensor input = torch.from_blob(new FloatPointer(own), images, 3, side, side); // [B, 3, S, S]
            long begin = System.nanoTime();
            List<float[]> logits = logits(input, first, images);
            return new Share(logits, System.nanoTime() - begin);
        }
    }

    private List<float[]> logits(Tensor input, int first, int images) {
        if (mode == OwnMode.AVIT_DENSE) {
            return model.dense(input).stream().map(DenseResult::logits).toList();
        }
        List<HaltingResult> results =
                schedule.length == 0 ? model.halting(input, rule) : model.scheduled(input, depths(first, images));
        return results.stream().map(HaltingResult::logits).toList();
    }

    private List<byte[]> depths(int first, int images) {
        List<byte[]> depths = new ArrayList<>();
        for (int image = first; image < first + images; image++) {
            depths.add(Arrays.copyOfRange(schedule, image * tokens, (image + 1) * tokens));
        }
        return depths;
    }
}
