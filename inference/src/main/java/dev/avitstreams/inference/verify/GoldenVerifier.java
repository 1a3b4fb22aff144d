package dev.avitstreams.inference.verify;

import dev.avitstreams.inference.device.CpuWorkers;
import dev.avitstreams.inference.device.InferenceException;
import dev.avitstreams.inference.frame.DepthMap.Completeness;
import dev.avitstreams.inference.halting.AVit;
import dev.avitstreams.inference.halting.HaltingResult;
import dev.avitstreams.inference.halting.HaltingRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Runs a golden set through the CPU operator and measures how far the results are from the reference. */
public final class GoldenVerifier implements AutoCloseable {
    private static final int[] BATCH_SIZES = {1, 3, 8};
    private static final int SHUFFLES = 3;

    private final GoldenSet set;
    private final AVit model;
    private final CpuWorkers workers;
    private final HaltingRule rule;
    private final Tensor inputs; // [B, 3, S, S]

    private GoldenVerifier(GoldenSet set, int workerCount) {
        this.set = set;
        this.model = AVit.load(set.weights(), set.architecture(), set.gate());
        this.workers = new CpuWorkers(workerCount);
        this.rule = new HaltingRule(set.threshold(), 0, Completeness.COMPLETE);
        this.inputs = set.vectors().floats("input").retainReference();
    }

    /** @throws InferenceException if the operator itself fails; a difference is in the report */
    public static VerifyReport verify(GoldenSet set, int workerCount) throws InferenceException {
        try (GoldenVerifier verifier = new GoldenVerifier(set, workerCount)) {
            return verifier.report();
        }
    }

    private VerifyReport report() throws InferenceException {
        int images = (int) inputs.size(0);
        List<Integer> inOrder = IntStream.range(0, images).boxed().toList();
        List<HaltingResult> results = inBatches(inOrder, 1);
        List<HaltingResult> packed = inGroups(inOrder, images);
        return new VerifyReport(
                set.name(),
                images,
                (long) images * set.architecture().tokens(),
                logitDifference(results),
                depthMismatches(results),
                batchInvariant(inOrder, results),
                logitDifference(packed),
                depthMismatches(packed));
    }

    private boolean batchInvariant(List<Integer> inOrder, List<HaltingResult> expected) throws InferenceException {
        Random random = new Random(2); // fixed: a verdict must be repeatable
        boolean same = true;
        for (int batchSize : BATCH_SIZES) {
            List<Integer> order = new ArrayList<>(inOrder);
            for (int shuffle = 0; shuffle <= SHUFFLES; shuffle++) {
                List<HaltingResult> results = inBatches(order, batchSize);
                for (int place = 0; place < order.size(); place++) {
                    same &= sameBits(expected.get(order.get(place)), results.get(place));
                }
                Collections.shuffle(order, random);
            }
        }
        return same;
    }

    private static boolean sameBits(HaltingResult one, HaltingResult other) {
        return Arrays.equals(one.logits(), other.logits()) // by bits
                && Arrays.equals(one.depths(), other.depths())
                && Arrays.equals(one.activeTokens(), other.activeTokens())
                && one.macs() == other.macs();
    }

    /** The images in the given order, a batch after the other, as the CPU backend computes them. */
    private List<HaltingResult> inBatches(List<Integer> order, int batchSize) throws InferenceException {
        List<HaltingResult> results = new ArrayList<>();
        for (int start = 0; start < order.size(); start += batchSize) {
            List<Integer> batch = order.subList(start, Math.min(order.size(), start + batchSize));
            results.addAll(inGroups(batch, model.imagesTogether()));
        }
        return results;
    }

    /** @param size images packed into one matrix */
    private List<HaltingResult> inGroups(List<Integer> images, int size) throws InferenceException {
        List<Callable<List<HaltingResult>>> groups = new ArrayList<>();
        for (int start = 0; start < images.size(); start += size) {
            List<Integer> group = images.subList(start, Math.min(images.size(), start + size));
            groups.add(() -> together(group));
        }
        return workers.each(groups).stream().flatMap(List::stream).toList();
    }

    private List<HaltingResult> together(List<Integer> batch) {
        try (PointerScope scope = new PointerScope()) {
            TensorVector images = new TensorVector();
            batch.forEach(image -> images.push_back(inputs.narrow(0, image, 1)));
            return model.halting(torch.cat(images, 0), rule);
        }
    }

    private double logitDifference(List<HaltingResult> results) {
        float[] expected = set.vectors().floatArray("logits"); // [B·C]
        double largest = 0;
        int next = 0;
        for (HaltingResult result : results) {
            for (float logit : result.logits()) {
                largest = Math.max(largest, Math.abs((double) logit - expected[next++])); // NaN wins
            }
        }
        return largest;
    }

    private long depthMismatches(List<HaltingResult> results) {
        long[] expected = set.vectors().longArray("counter_token"); // [B·N]
        long mismatches = 0;
        int next = 0;
        for (HaltingResult result : results) {
            for (byte depth : result.depths()) {
                mismatches += depth == expected[next++] ? 0 : 1;
            }
        }
        return mismatches;
    }

    @Override
    public void close() {
        workers.close();
        model.close();
        inputs.close();
    }
}
