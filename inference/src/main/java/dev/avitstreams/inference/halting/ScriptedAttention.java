package dev.avitstreams.inference.halting;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.CompilationUnit;
import org.bytedeco.pytorch.Function;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.StringIValueMap;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * libtorch's own variable-length attention on a GPU. The presets have no function for these operators, and they take more
 * arguments than change, so that a script of one line fills in the rest; it is checked against libtorch's schema when it is
 * compiled, which every build's tests do.
 *
 * <p><b>Not yet run:</b> a CPU has no kernel for either.
 */
final class ScriptedAttention implements RaggedAttention {
    /** Dao, 2023. For f16 and bf16, on GPUs of the Ampere generation or newer. */
    private static final String FLASH = """
            def mix(q, k, v, offsets, longest: int):
                return torch._flash_attention_forward(
                    q, k, v, offsets, offsets, longest, longest, 0.0, False, False)[0]
            """;

    /** Rabe and Staats, 2021. For f32; 0 stands for no causal mask. */
    private static final String EFFICIENT = """
            def mix(q, k, v, offsets, longest: int):
                return torch._efficient_attention_forward(
                    q.unsqueeze(0), k.unsqueeze(0), v.unsqueeze(0), None,
                    offsets, offsets, longest, longest, 0.0, 0, False)[0].squeeze(0)
            """;

    private final Function mix;

    private ScriptedAttention(String script) {
        try (PointerScope scope = new PointerScope()) {
            CompilationUnit unit =
                    torch.compile(script).retainReference(); // owns the function; both live as long as the process
            this.mix = unit.get_function(new QualifiedName("mix")).retainReference();
        }
    }

    /** Each compiled once in a process, since a compiled script is never given back. */
    private static final class Compiled {
        static final ScriptedAttention HALF = new ScriptedAttention(FLASH);
        static final ScriptedAttention SINGLE = new ScriptedAttention(EFFICIENT);
    }

    static ScriptedAttention of(OperatorPrecision precision) {
        return precision == OperatorPrecision.F16 ? Compiled.HALF : Compiled.SINGLE;
    }

    @Override
    public Tensor apply(Tensor q, Tensor k, Tensor v, Tensor offsets, long longest) {
        try (IValueVector arguments = new IValueVector(
                        new IValue(q), new IValue(k), new IValue(v), new IValue(offsets), new IValue(longest));
                StringIValueMap named = new StringIValueMap();
                IValue mixed = mix.apply(arguments, named)) {
            return new Tensor(mixed.toTensor()); // a reference of its own; the value's is borrowed
        }
    }
}
