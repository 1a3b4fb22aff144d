package dev.avitstreams.inference.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.avitstreams.inference.model.ModelException;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class DeviceStreamTest {

    @Test
    void issuesWorkAndPassesOnItsResultAndItsFailure() {
        try (DeviceStream stream = DeviceStream.cpu()) {
            assertThat(stream.issue(() -> 7)).isEqualTo(7);
            assertThatThrownBy(() -> stream.issue(() -> {
                        throw new IllegalStateException("boom");
                    }))
                    .hasMessage("boom");
            assertThat(stream.device().is_cpu()).isTrue();
            assertThat(stream.pinsHostMemory()).isFalse();
            stream.synchronize();
        }
    }

    @Test
    void withoutADeviceSaysWhatLibtorchSeesAndWhatToDo() {
        assumeThat(torch.cuda_is_available())
                .as("this machine has a CUDA device, the test is about machines that have none")
                .isFalse();

        assertThatThrownBy(DeviceStream::cuda)
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("libtorch sees no CUDA device, as this is its build for CPUs")
                .hasMessageContaining("-Pgpu");
    }
}
