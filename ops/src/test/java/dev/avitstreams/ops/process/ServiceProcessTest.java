package dev.avitstreams.ops.process;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.ops.stack.Ports;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceProcessTest {
    @Test
    void oneThatEndsIsNotWaitedFor(@TempDir Path folder) {
        try (ServiceProcess service = new ServiceProcess(3, folder.resolve("none.yaml"), Ports.anyFree())) {
            service.start();
            assertThatThrownBy(() -> service.awaitReady(StopSignal.internal()))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("Instance 3 ended with exit code 2 before it was ready")
                    .hasMessageContaining("instance.log");
        }
    }
}
