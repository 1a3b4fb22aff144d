package dev.avitstreams.topology.frames;

import dev.avitstreams.inference.frame.BatchFacts;
import dev.avitstreams.inference.frame.Classification;
import dev.avitstreams.inference.frame.DepthMap;
import dev.avitstreams.inference.frame.FrameOutcome.Classified;
import dev.avitstreams.inference.frame.FrameTimings;
import dev.avitstreams.schemas.FrameLabel;
import dev.avitstreams.schemas.HaltingDepths;
import dev.avitstreams.schemas.ModelIdentity;
import dev.avitstreams.schemas.Prediction;
import dev.avitstreams.schemas.SourcePosition;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Writes a classified frame down as the {@link FrameLabel} that is published. */
public final class FrameLabels {
    private FrameLabels() {}

    /** @param classified the frame's own outcome */
    public static FrameLabel of(ProcessedFrame frame, Classified classified) {
        FrameFacts facts = frame.facts()
                .orElseThrow(() -> new IllegalStateException(
                        "Frame " + frame.coordinate() + " was classified without being read"));
        Classification c = classified.classification();
        BatchFacts batch = classified.batch();
        FrameTimings timings = classified.timings();
        FrameCoordinate at = frame.coordinate();
        return FrameLabel.newBuilder()
                .setFrameId(facts.frameId())
                .setCameraId(facts.cameraId())
                .setSequence(facts.sequence())
                .setCapturedAt(facts.capturedAt())
                .setSource(new SourcePosition(at.topic(), at.partition(), at.offset()))
                .setTop(predictions(c))
                .setTruth(facts.truth().orElse(null))
                .setHalting(depths(c))
                .setMacsExecuted(c.macsExecuted())
                .setMacsDense(c.macsDense())
                .setOperatingPoint(c.operatingPoint())
                .setModel(new ModelIdentity(
                        c.model().name(), c.model().version(), c.model().weightsSha256()))
                .setBatchSize(batch.size())
                .setDecodeMicros(TimeUnit.NANOSECONDS.toMicros(timings.decodeNanos()))
                .setQueueMicros(TimeUnit.NANOSECONDS.toMicros(timings.queueNanos()))
                .setInferenceMicros(TimeUnit.NANOSECONDS.toMicros(timings.inferenceNanos()))
                .build();
    }

    private static List<Prediction> predictions(Classification c) {
        return c.top().stream()
                .map(p -> new Prediction(p.index(), p.id(), p.name(), p.probability()))
                .toList();
    }

    private static HaltingDepths depths(Classification c) {
        DepthMap map = c.patchDepths();
        return HaltingDepths.newBuilder()
                .setLayers(c.activeTokens().length)
                .setClassToken(c.classTokenDepth())
                .setMean(c.meanDepth())
                .setGridRows(map.rows())
                .setGridColumns(map.columns())
                .setPatches(ByteBuffer.wrap(map.depths()))
                .setComplete(map.completeness() == DepthMap.Completeness.COMPLETE)
                .setActiveTokens(Arrays.stream(c.activeTokens()).boxed().collect(Collectors.toList()))
                .build();
    }
}
