package dev.avitstreams.ops.evaluation.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BoundTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    private static Bound parsed(String text) {
        return Bound.parse(text, NOW);
    }

    @Test
    void timesAreReadInEveryForm() {
        Bound eight = new Bound.At(Instant.parse("2026-05-01T08:00:00Z"));

        assertThat(parsed("2026-05-01T08:00:00Z")).isEqualTo(eight);
        assertThat(parsed("2026-05-01T10:00:00+02:00")).isEqualTo(eight);
        assertThat(parsed("4h")).isEqualTo(eight);
        assertThat(parsed("PT4H")).isEqualTo(eight);
        assertThat(parsed("1777622400000")).isEqualTo(eight);
        assertThat(parsed("now")).isEqualTo(new Bound.At(NOW));
    }

    @Test
    void offsetsAndEdgesAreRead() {
        assertThat(parsed("0:12,3:40")).isEqualTo(new Bound.Offsets(Map.of(0, 12L, 3, 40L)));
        assertThat(parsed("beginning")).isEqualTo(new Bound.Edge());
        assertThat(parsed("end")).isEqualTo(new Bound.Edge());
    }

    @Test
    void anythingElseIsRefusedWithWhatIsAllowed() {
        for (String text : new String[] {"yesterday", "0:1,", "2026-13-01T00:00:00Z", "P", "-5m"}) {
            assertThatThrownBy(() -> parsed(text)).as(text).hasMessageContaining("'" + text + "' is neither a time");
        }
        assertThatThrownBy(() -> parsed("0:1,0:2")).hasMessageContaining("partition 0 twice");
    }
}
