package dev.avitstreams.inference.halting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class HostAttentionTest {
    private final HostAttention attention = new HostAttention();

    @Test
    void eachImageAttendsToItsOwnRowsAndRowsOfNoImageAreUndefined() {
        try (PointerScope scope = new PointerScope()) {
            // Given one head of one number; images of 2, 0 and 1 rows; a row of no image
            Tensor q = torch.zeros(4, 1, 1); // alike to all keys, so that values are averaged
            Tensor v = Tensor.create(new float[] {1, 3, 8, 100}, 4, 1, 1);

            // When
            float[] mixed = Host.floats(attention.apply(q, q, v, Tensor.create(0, 2, 2, 3), 2));

            // Then
            assertThat(mixed[0]).isCloseTo(2, within(1e-6f));
            assertThat(mixed[1]).isCloseTo(2, within(1e-6f));
            assertThat(mixed[2]).isEqualTo(8);
            assertThat(mixed[3]).isNaN();
        }
    }

    @Test
    void moreRowsThanAnnouncedAreRefused() {
        try (PointerScope scope = new PointerScope()) {
            Tensor rows = torch.zeros(3, 1, 1);
            assertThatThrownBy(() -> attention.apply(rows, rows, rows, Tensor.create(0, 3), 2))
                    .hasMessage("an image has 3 rows, at most 2 were announced");
        }
    }
}
