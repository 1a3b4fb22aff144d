package dev.avitstreams.topology.startup;

import dev.avitstreams.inference.model.ModelException;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.topology.config.ElasticSection;
import dev.avitstreams.topology.config.ModelSection;
import dev.avitstreams.topology.elastic.ServedPoints;

/** Whether the model's folder is whole and has the operating points. Reads every byte of it, to compare the digest. */
final class ModelCheck {

    private ModelCheck() {}

    static CheckResult run(ModelSection model, ElasticSection elastic) {
        try {
            ModelFolder folder = ModelFolder.open(model.folder());
            ServedPoints served = ServedPoints.of(folder, model.operatingPoint(), elastic);
            return new CheckResult.Passed(
                    StartupCheck.MODEL,
                    "Model " + folder.identity().name() + " "
                            + folder.identity().version() + " in " + model.folder()
                            + " is whole and " + served.inWords() + ".");
        } catch (ModelException broken) {
            return new CheckResult.Refused(StartupCheck.MODEL, String.valueOf(broken.getMessage()));
        }
    }
}
