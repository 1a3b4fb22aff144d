package dev.avitstreams.topology.service;

import dev.avitstreams.inference.batching.FlushReason;
import dev.avitstreams.inference.elastic.LoadSample;
import dev.avitstreams.inference.elastic.PointChoice;
import dev.avitstreams.inference.engine.EngineListener;
import dev.avitstreams.topology.health.Component;
import dev.avitstreams.topology.health.HealthState;
import java.util.function.Consumer;

/**
 * Passes on to the meters what the classifier does, and keeps the operator's health. Called on its threads.
 *
 * @param onLost told why the operator will not work again in this process
 */
record EngineReports(EngineListener meters, HealthState health, Consumer<String> onLost) implements EngineListener {

    @Override
    public void frameDecoded(long nanos) {
        meters.frameDecoded(nanos);
    }

    @Override
    public void batchClosed(int size, FlushReason reason, long oldestWaitNanos) {
        meters.batchClosed(size, reason, oldestWaitNanos);
    }

    @Override
    public void batchClassified(int size, long nanos) {
        meters.batchClassified(size, nanos);
    }

    @Override
    public void pointsChosen(LoadSample sample, PointChoice choice) {
        meters.pointsChosen(sample, choice);
    }

    @Override
    public void operatorBroken(String trouble) {
        meters.operatorBroken(trouble);
        health.notReady(Component.SELF_TEST, trouble);
    }

    @Override
    public void operatorRecovered() {
        meters.operatorRecovered();
        health.well(Component.SELF_TEST);
    }

    @Override
    public void operatorLost(String reason) {
        meters.operatorLost(reason);
        health.failed(Component.SELF_TEST, reason);
        onLost.accept(reason);
    }
}
