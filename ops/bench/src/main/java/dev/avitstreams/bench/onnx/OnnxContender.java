package dev.avitstreams.bench.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import dev.avitstreams.bench.Contender;
import dev.avitstreams.bench.ContenderException;
import dev.avitstreams.bench.Job;
import dev.avitstreams.bench.ModelWeights;
import dev.avitstreams.inference.model.Architecture;
import dev.avitstreams.inference.model.ModelFolder;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** ONNX Runtime, one session for all threads, each inference on the thread that asks for it. */
public final class OnnxContender implements Contender {
    private final String description;
    private final OrtSession session;
    private final List<Map<String, OnnxTensor>> inputs; // [count]

    private OnnxContender(String description, OrtSession session, List<Map<String, OnnxTensor>> inputs) {
        this.description = description;
        this.session = session;
        this.inputs = inputs;
    }

    public static OnnxContender dense(Job job) throws ContenderException, IOException {
        ModelWeights weights = ModelWeights.of(ModelFolder.open(job.model()));
        OnnxGraph graph = VitGraph.dense(weights, Arithmetic.FLOAT);
        return load("fp32", graph, job.work().resolve("dense.onnx"), images(job));
    }

    public static OnnxContender int8(Job job) throws ContenderException, IOException {
        ModelWeights weights = ModelWeights.of(ModelFolder.open(job.model()));
        OnnxGraph graph = VitGraph.dense(weights, Arithmetic.INT8);
        return load("int8, dynamically quantised", graph, job.work().resolve("int8.onnx"), images(job));
    }

    /** Is told the rows to keep: finding out costs it nothing. */
    public static OnnxContender ragged(Job job) throws ContenderException, IOException {
        ModelWeights weights = ModelWeights.of(ModelFolder.open(job.model()));
        List<Map<String, OnnxTensor>> inputs = images(job);
        addSchedule(inputs, job, weights.architecture());
        OnnxGraph graph = VitGraph.ragged(weights);
        return load("fp32, rows gathered as scheduled", graph, job.work().resolve("ragged.onnx"), inputs);
    }

    private static OnnxContender load(String kind, OnnxGraph graph, Path file, List<Map<String, OnnxTensor>> inputs)
            throws ContenderException, IOException {
        graph.write(file);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (SessionOptions options = new SessionOptions()) {
            options.setOptimizationLevel(OptLevel.ALL_OPT);
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            OrtSession session = environment.createSession(file.toString(), options);
            return new OnnxContender("ONNX Runtime " + environment.getVersion() + ", " + kind, session, inputs);
        } catch (OrtException e) {
            throw failure("does not take the graph " + file, e);
        }
    }

    private static List<Map<String, OnnxTensor>> images(Job job) throws ContenderException, IOException {
        List<Map<String, OnnxTensor>> inputs = new ArrayList<>();
        for (FloatBuffer image : job.images()) {
            long side = Job.side(image);
            try {
                OnnxTensor tensor =
                        OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), image, new long[] {1, 3, side, side});
                inputs.add(new HashMap<>(Map.of(VitGraph.IMAGE, tensor)));
            } catch (OrtException e) {
                throw failure("does not take an image", e);
            }
        }
        return inputs;
    }

    private static void addSchedule(List<Map<String, OnnxTensor>> inputs, Job job, Architecture architecture)
            throws ContenderException, IOException {
        Path file = job.schedule()
                .orElseThrow(() -> new ContenderException("the job has no key 'schedule', which onnx-ragged needs"));
        byte[] schedule = Files.readAllBytes(file);
        int tokens = architecture.tokens();
        if (schedule.length != inputs.size() * tokens) {
            throw new ContenderException(
                    file + " has " + schedule.length + " depths, needed are " + inputs.size() + " images of " + tokens);
        }
        for (int image = 0; image < inputs.size(); image++) {
            byte[] depths = Arrays.copyOfRange(schedule, image * tokens, (image + 1) * tokens);
            List<long[]> kept = KeptRows.of(depths, architecture.blocks());
            for (int layer = 1; layer < architecture.blocks(); layer++) {
                inputs.get(image).put(VitGraph.keep(layer), vector(kept.get(layer - 1)));
            }
        }
    }

    private static OnnxTensor vector(long[] values) throws ContenderException {
        try {
            return OnnxTensor.createTensor(
                    OrtEnvironment.getEnvironment(), LongBuffer.wrap(values), new long[] {values.length});
        } catch (OrtException e) {
            throw failure("does not take a schedule", e);
        }
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public Worker worker() {
        return image -> {
            try (OrtSession.Result result = session.run(inputs.get(image))) {
                OnnxTensor logits = (OnnxTensor) result.get(0); // [1, 1, C]; closed with the result
                return logits.getFloatBuffer().array();
            } catch (OrtException e) {
                throw failure("cannot compute image " + image, e);
            }
        };
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime does not let go of its session", e);
        } finally {
            inputs.forEach(perImage -> perImage.values().forEach(OnnxTensor::close));
        }
    }

    private static ContenderException failure(String what, OrtException cause) {
        return new ContenderException("ONNX Runtime " + what + ": " + cause.getMessage(), cause);
    }
}
