package dev.avitstreams.ops.evaluation.page;

import dev.avitstreams.inference.model.Labels;
import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.Sentences;
import dev.avitstreams.ops.evaluation.contest.Gallery;
import dev.avitstreams.ops.evaluation.report.ContenderMetrics;
import dev.avitstreams.ops.evaluation.report.EvaluationReport;
import dev.avitstreams.ops.picture.Palette;
import java.awt.Color;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The report as a page for people: one file that needs nothing else. */
public final class ReportPage {
    private static final String STYLE = "/evaluation/report.css";

    private final EvaluationReport report;
    private final ContenderMetrics own;
    private final Html html = new Html();

    private ReportPage(EvaluationReport report) {
        this.report = report;
        this.own = report.metrics().contenders().get(0);
    }

    /**
     * @param labels of the classes
     * @param incomplete what data was missing, a sentence each
     */
    public static void write(
            Path file, EvaluationReport report, Gallery gallery, Labels labels, List<String> incomplete) {
        String page = new ReportPage(report).page(gallery, labels, incomplete);
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.writeString(file, page);
        } catch (IOException e) {
            throw CommandFailure.runtime("Cannot write the page to " + file + ": " + Sentences.of(e), e);
        }
    }

    private String page(Gallery gallery, Labels labels, List<String> incomplete) {
        html.trusted("<!DOCTYPE html>\n").open("html", "lang", "en").open("head");
        html.empty("meta", "charset", "utf-8");
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.element("title", "Evaluation of " + own.model());
        html.open("style").trusted(style()).close().close();
        html.open("body").open("main");
        Sections sections = new Sections(html, report);
        sections.head(incomplete);
        sections.figures();
        if (own.top1() != null) {
            sections.tradeOff();
            sections.comparisons();
        } else {
            sections.contenders();
        }
        behaviour();
        if (own.top1() != null) {
            confusion();
        }
        sections.slices();
        gallery(gallery, labels);
        sections.production();
        sections.gates();
        sections.provenance();
        html.close().close().close();
        return html + "\n";
    }

    private void behaviour() {
        int layers = own.depthHistogram().size();
        double tokens = own.depthHistogram().stream().mapToLong(Long::longValue).sum();
        html.open("section").element("h2", "Depth and confidence");
        html.element(
                "p",
                "Where tokens stop, how many are still computed in each layer, and whether the model is right as often as"
                        + " it is sure.",
                "class",
                "muted");
        html.open("div", "class", "columns");
        html.open("div").element("h3", "Tokens by the layer they halted in");
        new BarChart(
                        "Share of tokens by the layer they halted in",
                        own.depthHistogram().stream()
                                .map(count -> tokens == 0 ? 0 : count / tokens)
                                .toList(),
                        "layer",
                        layer -> colour(layer, layers),
                        share -> Words.number("%.0f\u202F%%", 100 * share))
                .draw(html);
        html.close();
        html.open("div").element("h3", "Tokens computed in each layer");
        new BarChart(
                        "Mean tokens of a frame computed in each layer",
                        own.tokensPerLayer(),
                        "layer",
                        layer -> "var(--accent)",
                        count -> Words.number("%.0f", count))
                .draw(html);
        html.close();
        if (own.top1() != null) {
            html.open("div")
                    .open("h3")
                    .text("Reliability")
                    .element(
                            "span",
                            " calibration error " + Words.number("%.3f", own.ece())
                                    + "; the light part is the gap between being" + " right and being sure",
                            "class",
                            "muted")
                    .close();
            new ReliabilityChart(own).draw(html);
            html.close();
        }
        html.close().close();
    }

    private void confusion() {
        html.open("section").element("h2", "What is taken for what");
        html.element(
                "p",
                "Rows are the truth, columns the answer of " + own.model() + " at " + own.point()
                        + "; the classes with most frames.",
                "class",
                "muted");
        html.open("div", "class", "scroll");
        new ConfusionChart(own).draw(html);
        html.close();
        Tables.writeFolded(
                html,
                "All " + own.classes().size() + " classes that are the truth or the answer of some frame",
                List.of("class", "frames", "answered", "precision", "recall", "F1"),
                own.classes().stream()
                        .map(result -> List.of(
                                Words.firstName(result.title()) + " " + result.id(),
                                Words.count(result.support()),
                                Words.count(result.answered()),
                                Words.percent(result.precision()),
                                Words.percent(result.recall()),
                                Words.number("%.3f", result.f1())))
                        .toList());
        html.close();
    }

    private void gallery(Gallery gallery, Labels labels) {
        int layers = own.depthHistogram().size();
        html.open("section").element("h2", "Frames worth looking at");
        html.open("div", "class", "scale").text("patches halted in layer 1").open("div");
        for (int layer = 1; layer <= layers; layer++) {
            html.element("i", "", "style", "background:" + colour(layer, layers));
        }
        html.close().text(String.valueOf(layers)).close();
        new GallerySection(gallery, labels, layers).write(html);
        html.close();
    }

    private static String colour(int layer, int layers) {
        Color colour = Palette.ofLayer(layer, layers);
        return String.format(Locale.ROOT, "#%02x%02x%02x", colour.getRed(), colour.getGreen(), colour.getBlue());
    }

    private static String style() {
        try (InputStream stream = ReportPage.class.getResourceAsStream(STYLE)) {
            return new String(Objects.requireNonNull(stream, STYLE).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("The style sheet " + STYLE + " is missing in the jar", e);
        }
    }
}
