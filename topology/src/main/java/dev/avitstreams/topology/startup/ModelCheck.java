package dev.avitstreams.topology.startup;

import dev.avitstreams.inference.model.ModelException;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.topology.config.ModelSection;

/** Whether the model's folder is whole and has the operating point. Reads every byte of it, to compare the digest. */
final class ModelCheck {

    private ModelCheck() {}

    static CheckResult run(ModelSection model) {
        try {
            ModelFolder folder = ModelFolder.open(model.folder());
            folder.operatingPoint(model.operatingPoint());
            return new CheckResult.Passed(
                    StartupCheck.MODEL,
                    "Model " + folder.identity().name() + " "
                            + folder.identity().version() + " in " + model.folder()
                            + " is whole and has the operating point '" + model.operatingPoint() + "'.");
        } catch (ModelException broken) {
            return new CheckResult.Refused(StartupCheck.MODEL, String.valueOf(broken.getMessage()));
        }
    }
}
