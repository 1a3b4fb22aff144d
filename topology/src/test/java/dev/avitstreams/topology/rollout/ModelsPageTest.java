package dev.avitstreams.topology.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.inference.model.ModelIdentity;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ModelsPageTest {
    private final ModelsPage page = new ModelsPage();

    @Test
    void aModelThatGoesOnAtAnotherPointIsShownAtThat() {
        page.runs(
                ModelRole.SERVING,
                Optional.of(
                        new ModelsPage.Running(new ModelIdentity("m", "1", "00"), "elastic", "cpu", Instant.EPOCH)));

        page.runsAt(ModelRole.SERVING, "fast");
        page.runsAt(ModelRole.SHADOW, "fast");

        assertThat(page.json())
                .contains("\"operatingPoint\":\"fast\",\"device\":\"cpu\",\"since\":\"1970-01-01T00:00:00Z\"")
                .contains("\"shadow\":{\"running\":null");
    }
}
