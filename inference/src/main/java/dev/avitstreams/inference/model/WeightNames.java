package dev.avitstreams.inference.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tensors a model has, under timm's names, with their shapes. */
final class WeightNames {
    private WeightNames() {}

    /** In the order of the forward pass. */
    static Map<String, List<Long>> shapes(Architecture a) {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        long width = a.width();
        shapes.put("cls_token", List.of(1L, 1L, width));
        shapes.put("pos_embed", List.of(1L, (long) a.tokens(), width));
        shapes.put("patch_embed.proj.weight", List.of(width, 3L, (long) a.patchSide(), (long) a.patchSide()));
        shapes.put("patch_embed.proj.bias", List.of(width));
        for (int block = 0; block < a.blocks(); block++) {
            String prefix = "blocks." + block + ".";
            vector(shapes, prefix + "norm1", width);
            matrix(shapes, prefix + "attn.qkv", 3 * width, width);
            matrix(shapes, prefix + "attn.proj", width, width);
            vector(shapes, prefix + "norm2", width);
            matrix(shapes, prefix + "mlp.fc1", a.mlpHidden(), width);
            matrix(shapes, prefix + "mlp.fc2", width, a.mlpHidden());
        }
        vector(shapes, "norm", width);
        matrix(shapes, "head", a.classes(), width);
        return shapes;
    }

    private static void vector(Map<String, List<Long>> shapes, String name, long size) {
        shapes.put(name + ".weight", List.of(size));
        shapes.put(name + ".bias", List.of(size));
    }

    private static void matrix(Map<String, List<Long>> shapes, String name, long rows, long columns) {
        shapes.put(name + ".weight", List.of(rows, columns));
        shapes.put(name + ".bias", List.of(rows));
    }

    /** @throws ModelException naming the first tensor that is missing, misshapen, of the wrong type or not expected */
    static void verify(Safetensors file, Architecture architecture) {
        Map<String, List<Long>> expected = shapes(architecture);
        expected.forEach((name, shape) -> {
            TensorInfo found = file.tensors().get(name);
            if (found == null) {
                throw new ModelException(file.file() + " lacks tensor '" + name + "' of shape " + shape
                        + ", which the architecture " + architecture + " has.");
            }
            if (!found.shape().equals(shape)) {
                throw new ModelException(file.file() + ": tensor '" + name + "' has shape " + found.shape()
                        + ", the architecture asks for " + shape + ".");
            }
            if (found.type() != ElementType.F32 && found.type() != ElementType.F16) {
                throw new ModelException(
                        file.file() + ": tensor '" + name + "' is " + found.type() + ", weights must be F32 or F16.");
            }
        });
        file.tensors().keySet().stream()
                .filter(name -> !expected.containsKey(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new ModelException(file.file() + " holds tensor '" + name
                            + "', which the architecture does not have: the file belongs to another model.");
                });
    }
}
