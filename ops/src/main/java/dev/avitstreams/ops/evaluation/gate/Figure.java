package dev.avitstreams.ops.evaluation.gate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Finds the figure that a gate is about in a report, this one's or an earlier one's. */
final class Figure {
    /** Of one contender. */
    static final List<String> OF_CONTENDERS = List.of(
            "top1",
            "top5",
            "macroF1",
            "ece",
            "negativeLogLikelihood",
            "confidenceAuroc",
            "riskCoverageArea",
            "gmacs",
            "gmacsEarlyExit",
            "meanDepth",
            "classDepth",
            "agreement",
            "depthAgainstEntropy",
            "failed",
            "millisPerFrame",
            "millisP95");

    /** Of the whole run. */
    static final List<String> OF_RUNS = List.of(
            "frames",
            "labelled",
            "unmatched",
            "foreign",
            "rejected",
            "skewDiffering",
            "tradeOffArea",
            "framesPerSecond");

    private Figure() {}

    static Optional<Double> of(JsonNode report, Gate gate) {
        return switch (gate.metric()) {
            case "frames" -> number(report.path("metrics").path("frames").path("read"));
            case "labelled", "unmatched", "foreign" ->
                number(report.path("metrics").path("frames").path(gate.metric()));
            case "rejected" ->
                Optional.of(sum(report.path("metrics").path("frames").path("rejected")));
            case "skewDiffering" -> number(report.path("metrics").path("skew").path("differing"));
            case "tradeOffArea" ->
                number(report.path("metrics").path("tradeOff").path("area"));
            case "framesPerSecond" -> number(report.path("measured").path("framesPerSecond"));
            case "millisPerFrame", "millisP95" ->
                contender(report.path("measured").path("contenders"), gate)
                        .flatMap(found -> number(found.path(gate.metric())));
            default ->
                contender(report.path("metrics").path("contenders"), gate)
                        .flatMap(found -> number(found.path(gate.metric())));
        };
    }

    /** The first that fits; with nothing said, the one that is judged. */
    private static Optional<JsonNode> contender(JsonNode contenders, Gate gate) {
        return StreamSupport.stream(contenders.spliterator(), false)
                .filter(found -> gate.model()
                                .map(name -> name.equals(found.path("model").asText()))
                                .orElse(true)
                        && gate.point()
                                .map(name -> name.equals(found.path("point").asText()))
                                .orElse(true))
                .findFirst();
    }

    private static double sum(JsonNode counts) {
        return StreamSupport.stream(counts.spliterator(), false)
                .mapToDouble(JsonNode::doubleValue)
                .sum();
    }

    private static Optional<Double> number(JsonNode node) {
        return node.isNumber() ? Optional.of(node.doubleValue()) : Optional.empty();
    }
}
