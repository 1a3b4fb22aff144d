package dev.avitstreams.topology.shadow;

import dev.avitstreams.inference.frame.Classification;
import dev.avitstreams.inference.frame.Prediction;
import dev.avitstreams.schemas.ModelAnswer;
import dev.avitstreams.schemas.ShadowComparison;
import dev.avitstreams.topology.frames.FrameCoordinate;
import dev.avitstreams.topology.frames.FrameFacts;
import java.time.Instant;

/** Writes down what two models said about one frame. */
final class Comparisons {
    private Comparisons() {}

    static ShadowComparison of(
            FrameCoordinate at, FrameFacts facts, Classification serving, Classification candidate, Instant now) {
        ModelAnswer ours = answer(serving);
        ModelAnswer theirs = answer(candidate);
        return ShadowComparison.newBuilder()
                .setFrameId(facts.frameId())
                .setCameraId(facts.cameraId())
                .setTopic(at.topic())
                .setPartition(at.partition())
                .setOffset(at.offset())
                .setComparedAt(now)
                .setAgree(ours.getClassId().equals(theirs.getClassId()))
                .setServing(ours)
                .setCandidate(theirs)
                .build();
    }

    private static ModelAnswer answer(Classification c) {
        Prediction top = c.top().get(0);
        return ModelAnswer.newBuilder()
                .setModel(c.model().name())
                .setVersion(c.model().version())
                .setWeightsSha256(c.model().weightsSha256())
                .setOperatingPoint(c.operatingPoint())
                .setClassId(top.id())
                .setClassName(top.name())
                .setProbability(top.probability())
                .setLayers(c.activeTokens().length)
                .setMeanDepth(c.meanDepth())
                .setMacsExecuted(c.macsExecuted())
                .setMacsDense(c.macsDense())
                .build();
    }
}
