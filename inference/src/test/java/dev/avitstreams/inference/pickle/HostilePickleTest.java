package dev.avitstreams.inference.pickle;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avitstreams.inference.model.ModelException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Archives that are small, and would be large or endless once read; {@code avit fuzz checkpoints} looks for more. */
@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostilePickleTest {

    @Test
    void kilobytesThatUnpackToMillionsOfValuesAreRefused() {
        assertThatThrownBy(() -> TorchCheckpoint.open(
                        TorchCheckpointTest.fixture("../fuzz/checkpoints/millions-of-operations.pth")))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("more than 1000000 operations");
    }

    @Test
    void aShapeOfManySizesIsNotCopiedEachTimeItIsAskedFor() {
        ByteArrayOutputStream pickle = new ByteArrayOutputStream();
        pickle.writeBytes(tensorCall(100_000, 6));
        for (int i = 0; i < 50_000; i++) {
            pickle.writeBytes(new byte[] {'h', 0, 'h', 1, 'R', '0'});
        }

        assertThatThrownBy(() -> PickleMachine.run(pickle.toByteArray()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("100000 dimensions, read are at most 8");
    }

    @Test
    void aStorageOfMoreBytesThanCanBeCountedIsRefused() {
        byte[] pickle = tensorCall(1, Long.MAX_VALUE / 4 + 1);

        assertThatThrownBy(() -> PickleMachine.run(pickle))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("a storage is not described as PyTorch does");
    }

    /** Remembers the function that makes a tensor as 0 and its arguments as 1, and calls it. */
    private static byte[] tensorCall(int dimensions, long elements) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x80, 2});
        out.writeBytes(ascii("ctorch._utils\n_rebuild_tensor_v2\nq\0"));
        out.write('(');
        out.write('(');
        out.writeBytes(ascii("U\7storagectorch\nFloatStorage\nU\0010U\3cpu"));
        out.writeBytes(ByteBuffer.allocate(10)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0x8A)
                .put((byte) 8)
                .putLong(elements)
                .array());
        out.writeBytes(ascii("tQK\0("));
        for (int i = 0; i < dimensions; i++) {
            out.writeBytes(ascii("K\0"));
        }
        out.writeBytes(ascii("t)tq\1R"));
        return out.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
