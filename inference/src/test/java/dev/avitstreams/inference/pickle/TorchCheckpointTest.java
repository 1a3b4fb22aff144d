package dev.avitstreams.inference.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avitstreams.inference.model.ElementType;
import dev.avitstreams.inference.model.ModelException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TorchCheckpointTest {
    @TempDir
    private Path folder;

    /** Written by {@code make_checkpoints.py} beside it. */
    static Path fixture(String name) {
        try {
            return Path.of(TorchCheckpointTest.class
                    .getResource("/checkpoints/" + name)
                    .toURI());
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The value the fixture holds at index i of its tensor t. */
    static float value(int tensor, int i) {
        return (float) ((37 * tensor + i) % 101 / 100.0 - .5);
    }

    @ParameterizedTest
    @CsvSource({"0, transposed in its storage", "1, sharing a storage", "2, with an offset", "3, plain"})
    void readsTensorsHoweverTheyLie(int tensor, String how) throws IOException {
        try (TorchCheckpoint checkpoint = TorchCheckpoint.open(fixture("tiny.pth"))) {
            String name = checkpoint.names().get(tensor);

            ByteBuffer data = checkpoint.data(name).order(ByteOrder.LITTLE_ENDIAN);

            for (int i = 0; data.hasRemaining(); i++) {
                assertThat(data.getFloat()).as(name + " " + how).isEqualTo(value(tensor, i));
            }
        }
    }

    @Test
    void knowsShapesAndTypes() throws IOException {
        try (TorchCheckpoint checkpoint = TorchCheckpoint.open(fixture("tiny.pth"))) {
            assertThat(checkpoint.names()).hasSize(44);
            assertThat(checkpoint.shape("patch_embed.proj.weight")).containsExactly(8L, 3L, 4L, 4L);
            assertThat(checkpoint.type("head.bias")).isEqualTo(ElementType.F16);
        }
    }

    @Test
    void pickleThatNamesAFunctionIsRefusedByName() {
        assertThatThrownBy(() -> TorchCheckpoint.open(fixture("harmful.pth")))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("'posix.system'")
                .hasMessageContaining("nothing of it was run");
    }

    private Path withPickle(byte[] pickle) throws IOException {
        Path file = folder.resolve("made.pth");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("made/data.pkl"));
            zip.write(pickle);
            zip.closeEntry();
        }
        return file;
    }

    private static byte[] pickle(String latin) {
        return latin.getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0080\u0002cbuiltins\neval\nX\u0001\u0000\u0000\u00001\u0085R.", // calls eval
                "\u0080\u0004\u008c\u0002os\u008c\u0006system\u0093.", // names a function in the newer way
                "\u0080\u0002ccollections\nOrderedDict\n)\u0081.", // makes an object by its class
                "\u0080\u0002(ios\nsystem\n.", // INST
                "\u0080\u0002]q\u0000h\u0007.", // recalls what was never remembered
                "\u0080\u0002.", // ends with an empty stack
                "\u0080\u0002]", // does not end
                "\u0080\u0002X\u00ff\u00ff\u00ff\u007f.", // a text longer than the file
                "\u0080\u0002ctorch._utils\n_rebuild_tensor_v2\n)R.", // a tensor of nothing
                "\u0080\u0002]q\u0000h\u0000a.", // a list that holds itself, and is no state dict
            })
    void anythingButTensorsIsRefused(String program) throws IOException {
        Path file = withPickle(pickle(program));

        assertThatThrownBy(() -> TorchCheckpoint.open(file)).isInstanceOf(ModelException.class);
    }

    @Test
    void viewThatLeadsOutOfItsStorageIsRefused() throws IOException {
        // _rebuild_tensor_v2((storage of 4 elements), offset 1, shape (4,), strides (1,))
        Path file = withPickle(pickle("\u0080\u0002ctorch._utils\n_rebuild_tensor_v2\n"
                + "((X\u0007\u0000\u0000\u0000storagectorch\nFloatStorage\nX\u0001\u0000\u0000\u00000"
                + "X\u0003\u0000\u0000\u0000cpuK\u0004tQK\u0001K\u0004\u0085K\u0001\u0085tR."));

        assertThatThrownBy(() -> TorchCheckpoint.open(file))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("leads out of its storage of 4");
    }

    @Test
    void fileThatIsNoArchiveIsRefused() throws IOException {
        Path file = Files.write(folder.resolve("old.pth"), pickle("\u0080\u0002\u008a\nl\u00fc\u009cF\u00f9"));

        assertThatThrownBy(() -> TorchCheckpoint.open(file))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("before 1.6");
    }

    /** Whatever bytes are damaged, the answer is a sentence or a checkpoint, and it comes soon. */
    @Test
    void damagedPicklesEndInASentence() throws IOException {
        byte[] sound;
        try (ZipFile zip = new ZipFile(fixture("tiny.pth").toFile());
                InputStream in = zip.getInputStream(zip.getEntry("tiny/data.pkl"))) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            in.transferTo(out);
            sound = out.toByteArray();
        }
        Random random = new Random(1);
        for (int trial = 0; trial < 3000; trial++) {
            byte[] damaged = sound.clone();
            for (int hit = 0; hit <= trial % 4; hit++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                PickleMachine.run(damaged);
            } catch (ModelException refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        }
    }
}
