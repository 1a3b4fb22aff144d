package dev.avitstreams.bench.torchscript;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import dev.avitstreams.bench.Contender;
import dev.avitstreams.bench.ContenderException;
import dev.avitstreams.bench.Job;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * DJL's PyTorch engine, each inference on the thread that asks for it. Brings a libtorch of its own, so our model classes
 * are not touched here: they might load ours.
 */
public final class DjlContender implements Contender {
    private static final String MODEL = "model.pt";

    private final Model model;
    private final NDManager manager;
    private final List<NDList> inputs; // [count]
    private final String description;

    private DjlContender(Model model, NDManager manager, List<NDList> inputs, String description) {
        this.model = model;
        this.manager = manager;
        this.inputs = inputs;
        this.description = description;
    }

    /** Where in a scratch folder the exported model lies. */
    public static Path file(Path work) {
        return work.resolve(MODEL);
    }

    public static DjlContender load(Job job) throws ContenderException, IOException {
        Path file = file(job.work());
        if (!Files.isRegularFile(file)) {
            throw new ContenderException(file + " is missing: run export-torchscript with the same job first");
        }
        configure();
        Engine engine = Engine.getEngine("PyTorch");
        Model model = Model.newInstance("vit", Device.cpu(), engine.getEngineName());
        try {
            model.load(job.work(), MODEL);
        } catch (MalformedModelException e) {
            throw new ContenderException("DJL does not take the model " + file + ": " + e.getMessage(), e);
        }
        NDManager manager = engine.newBaseManager(Device.cpu());
        List<NDList> inputs = new ArrayList<>();
        for (FloatBuffer image : job.images()) {
            int side = Job.side(image);
            NDArray pixels = manager.create(image, new Shape(1, 3, side, side));
            inputs.add(new NDList(pixels));
        }
        String description = "DJL " + Engine.getDjlVersion() + ", PyTorch " + engine.getVersion() + ", fp32";
        return new DjlContender(model, manager, inputs, description);
    }

    /** Read by DJL when its classes load: nothing is fetched, no use reported, one thread an operation. */
    private static void configure() {
        System.setProperty("DJL_CACHE_DIR", besideOurClasses("djl").toString()); // half a gigabyte; else in the home
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.pytorch.num_threads", "1");
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        System.setProperty("ai.djl.pytorch.graph_optimizer", "true");
    }

    private static Path besideOurClasses(String name) {
        URL classes = DjlContender.class.getProtectionDomain().getCodeSource().getLocation();
        try {
            return Path.of(classes.toURI()).resolveSibling(name);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("classes lie at " + classes, e);
        }
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public Worker worker() {
        Predictor<NDList, NDList> predictor = model.newPredictor(new NoopTranslator(null)); // not for several threads
        return image -> {
            try (NDList logits = predictor.predict(inputs.get(image))) {
                return logits.singletonOrThrow().toFloatArray();
            } catch (TranslateException e) {
                throw new ContenderException("DJL cannot compute image " + image + ": " + e.getMessage(), e);
            }
        };
    }

    @Override
    public void close() {
        manager.close();
        model.close();
    }
}
