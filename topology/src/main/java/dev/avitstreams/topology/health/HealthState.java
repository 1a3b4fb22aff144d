package dev.avitstreams.topology.health;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.streams.KafkaStreams;

/**
 * How each component is, as far as it has reported. Thread-safe.
 *
 * <p>Ready: every component is well. Live: none has failed for good; being not ready is no reason for a restart, which
 * would cure neither a broker nor a registry.
 */
public final class HealthState {

    private final Map<Component, Condition> conditions = new EnumMap<>(Component.class);

    public HealthState() {
        for (Component component : Component.values()) {
            conditions.put(component, component.atFirst());
        }
    }

    public void well(Component component) {
        put(component, new Condition.Well());
    }

    /** @param sentence what is wrong and what to do */
    public void notReady(Component component, String sentence) {
        put(component, new Condition.NotReady(sentence));
    }

    /** @param sentence what happened; the process should be restarted */
    public void failed(Component component, String sentence) {
        put(component, new Condition.Failed(sentence));
    }

    private void put(Component component, Condition condition) {
        synchronized (conditions) {
            conditions.put(component, condition);
        }
    }

    /** Keeps {@link Component#STREAM} up to date; to be set as the stream's state listener. */
    public void streamState(KafkaStreams.State state) {
        switch (state) {
            case RUNNING -> well(Component.STREAM);
            case CREATED -> put(Component.STREAM, Component.STREAM.atFirst());
            case REBALANCING ->
                notReady(Component.STREAM, "The stream is rebalancing: partitions are being shared out anew.");
            case PENDING_SHUTDOWN, NOT_RUNNING -> notReady(Component.STREAM, "The stream is shutting down.");
            case PENDING_ERROR, ERROR ->
                notReady(Component.STREAM, "The stream has stopped after an error; the log tells which.");
        }
    }

    public boolean isReady() {
        return conditions().values().stream().allMatch(Condition.Well.class::isInstance);
    }

    public boolean isLive() {
        return conditions().values().stream().noneMatch(Condition.Failed.class::isInstance);
    }

    /** A copy, in the order of {@link Component}. */
    public Map<Component, Condition> conditions() {
        synchronized (conditions) {
            return new EnumMap<>(conditions);
        }
    }

    /** One line for each component that is not well; empty when all are. */
    public String troubles() {
        return conditions().entrySet().stream()
                .filter(entry -> !(entry.getValue() instanceof Condition.Well))
                .map(entry -> entry.getKey().label() + ": " + sentence(entry.getValue()) + "\n")
                .collect(Collectors.joining());
    }

    private static String sentence(Condition condition) {
        if (condition instanceof Condition.NotReady notReady) {
            return notReady.sentence();
        }
        return condition instanceof Condition.Failed failed ? failed.sentence() : "well";
    }
}
