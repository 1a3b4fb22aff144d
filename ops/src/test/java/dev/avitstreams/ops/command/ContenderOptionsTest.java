package dev.avitstreams.ops.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.inference.halting.OperatorPrecision;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ContenderOptionsTest {

    @ParameterizedTest
    @CsvSource({
        // flag, service's, ours
        ",     ,     F32",
        ",     BF16, BF16",
        ",     INT8, INT8",
        ",     F16,  F32",
        "int8, BF16, INT8",
        "f32,  BF16, F32"
    })
    void aReplayMultipliesAsTheServiceDidUnlessToldOtherwise(
            String flag, OperatorPrecision service, OperatorPrecision expected) {
        ContenderOptions options = new ContenderOptions();
        CommandLine line = new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true);
        line.parseArgs(flag == null ? new String[0] : new String[] {"--precision", flag});

        assertThat(options.precision(Optional.ofNullable(service)
                        .map(its -> new ContenderOptions.Served(Path.of("model"), Optional.empty(), its))))
                .isEqualTo(expected);
    }
}
