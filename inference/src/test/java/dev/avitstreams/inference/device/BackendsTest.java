package dev.avitstreams.inference.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.avitstreams.inference.frame.DepthMap.Completeness;
import dev.avitstreams.inference.halting.OperatorPrecision;
import dev.avitstreams.inference.model.ModelException;
import dev.avitstreams.inference.testing.SmallModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackendsTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void needsAMachineWithoutCuda() {
        assumeThat(torch.cuda_is_available())
                .as("this machine has a CUDA device, the test is about machines that have none")
                .isFalse();
    }

    @Test
    void withoutADeviceAutoIsTheCpu() throws IOException {
        BackendOptions options =
                new BackendOptions(DevicePreference.AUTO, 2, Completeness.COMPLETE, OperatorPrecision.F32);
        try (Backend backend = Backends.open(SmallModel.open(folder), options)) {
            assertThat(backend.description()).startsWith("cpu");
        }
    }

    @Test
    void withoutADeviceCudaIsRefusedWithTheWaysOut() {
        BackendOptions options =
                new BackendOptions(DevicePreference.CUDA, 2, Completeness.COMPLETE, OperatorPrecision.F32);
        assertThatThrownBy(() -> Backends.open(SmallModel.open(folder), options))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("no CUDA device")
                .hasMessageContaining("set it to cpu or auto")
                .hasMessageContaining("-Pgpu");
    }

    @Test
    void halfPrecisionIsRefusedWhereThereIsNoGpu() {
        for (DevicePreference device : List.of(DevicePreference.AUTO, DevicePreference.CPU)) {
            BackendOptions options = new BackendOptions(device, 2, Completeness.COMPLETE, OperatorPrecision.F16);
            assertThatThrownBy(() -> Backends.open(SmallModel.open(folder), options))
                    .isInstanceOf(ModelException.class)
                    .hasMessage(
                            "The precision is f16, which only a GPU computes here: set the precision to f32, bf16 or"
                                    + " int8, or the device to cuda.");
        }
    }

    @Test
    void bf16IsRefusedWhereTheProcessorHasNoInstructionsForIt() {
        assumeFalse(OperatorPrecision.BF16.isForThisCpu());
        BackendOptions options =
                new BackendOptions(DevicePreference.AUTO, 2, Completeness.COMPLETE, OperatorPrecision.BF16);
        assertThatThrownBy(() -> Backends.open(SmallModel.open(folder), options))
                .isInstanceOf(ModelException.class)
                .hasMessage("The precision is bf16, for which this processor has no matrix instructions (AMX): set the"
                        + " precision to f32 or int8.");
    }

    @Test
    void defaultsAreEveryCoreAndCompleteMaps() {
        BackendOptions defaults = BackendOptions.defaults();
        assertThat(defaults.device()).isEqualTo(DevicePreference.AUTO);
        assertThat(defaults.workers()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(defaults.depthMaps()).isEqualTo(Completeness.COMPLETE);
    }

    @Test
    void namesANumberOfWorkersThatCannotBe() {
        assertThatThrownBy(
                        () -> new BackendOptions(DevicePreference.CPU, 0, Completeness.COMPLETE, OperatorPrecision.F32))
                .hasMessage("workers is 0, must be 1 to 1024");
    }
}
