package dev.avitstreams.ops.bench.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.inference.frame.DepthMap.Completeness;
import dev.avitstreams.inference.halting.HaltingResult;
import dev.avitstreams.inference.halting.OperatorPrecision;
import dev.avitstreams.ops.bench.device.DeviceAgreement.Compared;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceAgreementTest {
    private static final Compared CPU = compared(new float[] {1, 3, 2}, new byte[] {12, 4, 5}, 7);

    @Test
    void whatIsTheSamePasses() {
        DeviceAgreement agreement = DeviceAgreement.of(OperatorPrecision.F32, CPU, CPU);

        assertThat(agreement).isEqualTo(new DeviceAgreement("f32", 0, 0, 0, 3, 1, true));
    }

    @Test
    void aTokenThatHaltsElsewhereIsCountedAndTooManyFail() {
        Compared device = compared(new float[] {1, 3, 2}, new byte[] {12, 4, 6}, 7);

        DeviceAgreement agreement = DeviceAgreement.of(OperatorPrecision.F32, CPU, device);

        assertThat(agreement.depthMismatches()).isEqualTo(1);
        assertThat(agreement.passed()).isFalse();
    }

    @Test
    void logitsTooFarAwayFailHaltingAndDense() {
        Compared halting = compared(new float[] {1, 3, 3.5f}, new byte[] {12, 4, 5}, 7);
        Compared dense = compared(new float[] {1, 3, 2}, new byte[] {12, 4, 5}, 7.5f);

        DeviceAgreement first = DeviceAgreement.of(OperatorPrecision.F32, CPU, halting);
        DeviceAgreement second = DeviceAgreement.of(OperatorPrecision.F32, CPU, dense);

        assertThat(first).isEqualTo(new DeviceAgreement("f32", 1.5, 0, 0, 3, 0, false));
        assertThat(second).isEqualTo(new DeviceAgreement("f32", 0, .5, 0, 3, 1, false));
    }

    @Test
    void aLogitThatIsNoNumberFails() {
        Compared device = compared(new float[] {1, Float.NaN, 2}, new byte[] {12, 4, 5}, 7);

        DeviceAgreement agreement = DeviceAgreement.of(OperatorPrecision.F16, CPU, device);

        assertThat(agreement.largestDifference()).isNaN();
        assertThat(agreement.passed()).isFalse();
    }

    private static Compared compared(float[] logits, byte[] depths, float dense) {
        HaltingResult result = new HaltingResult(logits, depths, new int[12], 1, Completeness.COMPLETE);
        return new Compared(List.of(result), List.of(new float[] {dense}));
    }
}
