package dev.avitstreams.inference.pickle;

import dev.avitstreams.inference.model.ElementType;
import dev.avitstreams.inference.model.ModelException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The closed list of names a checkpoint may use. They are compared as text and stand for work done here, in Java. */
enum KnownName {
    ORDERED_DICT("collections", "OrderedDict", null),
    REBUILD_TENSOR("torch._utils", "_rebuild_tensor_v2", null),
    REBUILD_PARAMETER("torch._utils", "_rebuild_parameter", null),
    FLOATS("torch", "FloatStorage", ElementType.F32),
    HALVES("torch", "HalfStorage", ElementType.F16),
    BRAIN_FLOATS("torch", "BFloat16Storage", ElementType.BF16),
    DOUBLES("torch", "DoubleStorage", ElementType.F64),
    LONGS("torch", "LongStorage", ElementType.I64),
    INTEGERS("torch", "IntStorage", ElementType.I32),
    BYTES("torch", "ByteStorage", ElementType.U8);

    private final String module;
    private final String name;
    private final @Nullable ElementType storageType;

    KnownName(String module, String name, @Nullable ElementType storageType) {
        this.module = module;
        this.name = name;
        this.storageType = storageType;
    }

    /** @throws ModelException naming what is not on the list */
    static KnownName of(String module, String name) {
        return Arrays.stream(values())
                .filter(known -> known.module.equals(module) && known.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new ModelException("The checkpoint asks for '" + printable(module) + "."
                        + printable(name)
                        + "', which is not a tensor: it is refused, and nothing of it was run. If you trust its"
                        + " author, save its state dict alone, best as safetensors."));
    }

    /** Names are an attacker's: no control characters, no endless lines. */
    private static String printable(String text) {
        String plain = text.replaceAll("[^\\x20-\\x7E]", "?");
        return plain.length() > 80 ? plain.substring(0, 80) + "…" : plain;
    }

    /** Type of the numbers, where the name is that of a storage. */
    @Nullable
    ElementType storageType() {
        return storageType;
    }
}
