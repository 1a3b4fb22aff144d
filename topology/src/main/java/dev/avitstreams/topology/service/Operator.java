package dev.avitstreams.topology.service;

import dev.avitstreams.inference.device.Backend;
import dev.avitstreams.inference.device.BackendOptions;
import dev.avitstreams.inference.device.Backends;
import dev.avitstreams.inference.engine.BatchingFrameClassifier;
import dev.avitstreams.inference.engine.EngineConfig;
import dev.avitstreams.inference.engine.EngineListener;
import dev.avitstreams.inference.engine.FrameClassifiers;
import dev.avitstreams.inference.engine.LoadedModel;
import dev.avitstreams.inference.frame.DepthMap.Completeness;
import dev.avitstreams.inference.image.DecodeLimits;
import dev.avitstreams.inference.image.ImageEncoding;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.model.OperatingPoint;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.config.BatchSection;
import dev.avitstreams.topology.config.FramesSection;
import dev.avitstreams.topology.config.OperatorSection;
import java.util.stream.Collectors;

/**
 * The one operator of the process, opened as configured: model loaded and verified, backend warm and self-tested.
 *
 * @param device as the backend describes itself
 */
record Operator(BatchingFrameClassifier classifier, OperatingPoint point, String device) implements AutoCloseable {

    /** @throws dev.avitstreams.inference.model.ModelException naming what is wrong with the model or the device */
    static Operator open(AvitConfig config, EngineListener listener) {
        ModelFolder model = ModelFolder.open(config.model().folder());
        OperatingPoint point = model.operatingPoint(config.model().operatingPoint());
        Backend backend = Backends.open(model, backendOptions(config.operator()));
        LoadedModel loaded = new LoadedModel(
                backend, model.identity(), model.manifest().architecture().imageSide(), point);
        return new Operator(
                FrameClassifiers.open(loaded, engine(config.batch()), limits(config.frames()), listener),
                point,
                backend.description());
    }

    private static BackendOptions backendOptions(OperatorSection operator) {
        return new BackendOptions(
                operator.device(),
                operator.workers().orElse(Runtime.getRuntime().availableProcessors()),
                operator.earlyExit() ? Completeness.EARLY_EXIT : Completeness.COMPLETE);
    }

    private static EngineConfig engine(BatchSection batch) {
        return EngineConfig.of(
                batch.maxSize(), batch.maxDelay(), batch.maxBytes().bytes(), batch.maxInFlight());
    }

    static DecodeLimits limits(FramesSection frames) {
        return new DecodeLimits(
                Math.toIntExact(frames.maxBytes().bytes()),
                frames.maxPixels(),
                frames.encodings().stream()
                        .map(encoding -> ImageEncoding.valueOf(encoding.name()))
                        .collect(Collectors.toSet()));
    }

    @Override
    public void close() {
        classifier.close();
    }
}
