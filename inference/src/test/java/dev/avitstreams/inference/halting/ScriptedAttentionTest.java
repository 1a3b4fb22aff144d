package dev.avitstreams.inference.halting;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptedAttentionTest {

    /**
     * All that can be told without a GPU: the scripts compile, which checks them against libtorch's schemas, and a call with
     * real tensors gets as far as the search for a kernel, which a CPU has none of.
     */
    @ParameterizedTest
    @CsvSource({"F16, Half, aten::_flash_attention_forward", "F32, Float, aten::_efficient_attention_forward"})
    void callsTheOperatorThatOnlyAGpuHas(OperatorPrecision precision, ScalarType type, String operator) {
        RaggedAttention attention = ScriptedAttention.of(precision);
        try (PointerScope scope = new PointerScope()) {
            Tensor rows = torch.ones(5, 2, 8).to(type);
            Tensor offsets = Tensor.create(0, 3, 5);

            assertThatThrownBy(() -> attention.apply(rows, rows, rows, offsets, 3))
                    .hasMessageContaining("Could not run '" + operator + "'")
                    .hasMessageContaining("'CPU' backend");
        }
    }
}
