package dev.avitstreams.ops.command;

import dev.avitstreams.inference.device.InferenceException;
import dev.avitstreams.inference.verify.GoldenSet;
import dev.avitstreams.inference.verify.GoldenVerifier;
import dev.avitstreams.inference.verify.VerifyReport;
import dev.avitstreams.ops.console.ExitStatus;
import dev.avitstreams.ops.console.JsonReport;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code avit model verify}. */
@Command(
        name = "verify",
        header = "Compare the operator with reference vectors.",
        description = {
            "",
            "Reads PREFIX_weights.safetensors, PREFIX_io.safetensors and PREFIX.json; computes every image alone, in "
                    + "batches of 1, 3 and 8 and in shuffled orders, and packed as on a GPU."
        },
        sortOptions = false,
        footer = {
            "",
            "Exit code 1 unless logits are within 1e-4, every token's depth is equal,",
            "and results are the same to the bit in any batch."
        })
final class ModelVerifyCommand extends AvitCommand {

    @Option(
            names = "--golden",
            paramLabel = "PREFIX",
            required = true,
            description = "Path of the set, less its endings.")
    private Path golden = Path.of("");

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "Images computed at once; of no influence on the result. Default: one a core.")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Option(names = "--json", paramLabel = "FILE", description = "Write the comparison as JSON.")
    private @Nullable Path json;

    @Override
    protected ExitStatus execute() throws InferenceException {
        GoldenSet set = GoldenSet.open(golden);
        err().println("computing " + set.name() + " alone, in batches, shuffled and packed …");
        VerifyReport report = GoldenVerifier.verify(set, workers);
        out().printf(
                        Locale.ROOT,
                        "%s: %d images, %d tokens%n"
                                + "  largest logit difference   %.3g (allowed %.0e)%n"
                                + "  depth mismatches           %d%n"
                                + "  same bits in any batch     %s%n"
                                + "  packed into one product    %.3g, %d depth mismatches%n"
                                + "%s%n",
                        report.name(),
                        report.images(),
                        report.tokens(),
                        report.maxLogitDifference(),
                        VerifyReport.LOGIT_TOLERANCE,
                        report.depthMismatches(),
                        report.batchInvariant() ? "yes" : "NO",
                        report.packedMaxLogitDifference(),
                        report.packedDepthMismatches(),
                        report.passed() ? "✓ the operator agrees with the reference" : "✗ the operator does NOT agree");
        if (json != null) {
            JsonReport.write(json, report);
        }
        return report.passed() ? ExitStatus.OK : ExitStatus.GATE_FAILED;
    }
}
