package dev.avitstreams.bench.torchscript;

import dev.avitstreams.inference.model.ModelFolder;
import java.nio.file.Path;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.global.torch;

/** Writes a model as a TorchScript file that any libtorch of version 2 loads. Loads ours. */
public final class TorchScriptExport {
    private TorchScriptExport() {}

    /** @param file replaced if it is there */
    public static void write(ModelFolder folder, Path file) {
        try (PointerScope scope = new PointerScope()) {
            JitModule module = new JitModule(new QualifiedName("VisionTransformer"));
            for (String name : folder.weights().tensors().keySet()) {
                module.register_buffer(
                        VitScript.attribute(name), folder.weights().floats(name));
            }
            module.define(new VitScript(folder.manifest().architecture()).source());
            module.eval();
            torch.freeze(module).save(file.toString()); // parameters as constants, which DJL computes no slower
        }
    }
}
