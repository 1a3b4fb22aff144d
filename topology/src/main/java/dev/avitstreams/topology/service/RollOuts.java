package dev.avitstreams.topology.service;

import dev.avitstreams.schemas.ModelAnnouncement;
import dev.avitstreams.schemas.registry.AvroSerdes;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.config.StreamsSettings;
import dev.avitstreams.topology.rollout.ModelRole;
import dev.avitstreams.topology.rollout.ModelRollOut;
import dev.avitstreams.topology.rollout.ModelSeat;
import dev.avitstreams.topology.rollout.ModelWatcher;
import dev.avitstreams.topology.rollout.RollOutListener;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The watcher of announcements and the roll-outs of both roles, as one thing. Only where announcements are taken. */
final class RollOuts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RollOuts.class);
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final Duration FIRST_LOOK = Duration.ofSeconds(30);

    private final ModelRollOut serving;
    private final ModelRollOut shadow;
    private final ModelWatcher watcher;
    private final Duration loadTimeout;

    private RollOuts(ModelRollOut serving, ModelRollOut shadow, ModelWatcher watcher, Duration loadTimeout) {
        this.serving = serving;
        this.shadow = shadow;
        this.watcher = watcher;
        this.loadTimeout = loadTimeout;
    }

    static RollOuts start(
            AvitConfig config, AvroSerdes serdes, ModelSeat serving, ModelSeat shadow, RollOutListener listener) {
        Duration loadTimeout = config.models().loadTimeout();
        ModelRollOut forServing = new ModelRollOut(ModelRole.SERVING, serving, loadTimeout, listener);
        ModelRollOut forShadow = new ModelRollOut(ModelRole.SHADOW, shadow, loadTimeout, listener);
        ModelWatcher watcher = new ModelWatcher(
                () -> consumer(config),
                config.topics().models(),
                config.applicationId(),
                serdes.of(ModelAnnouncement.class).deserializer(),
                (role, announced) -> rollOut(role, forServing, forShadow).want(announced),
                RETRY);
        watcher.start();
        return new RollOuts(forServing, forShadow, watcher, loadTimeout);
    }

    private static ModelRollOut rollOut(ModelRole role, ModelRollOut serving, ModelRollOut shadow) {
        return switch (role) {
            case SERVING -> serving;
            case SHADOW -> shadow;
        };
    }

    private static Consumer<byte[], byte[]> consumer(AvitConfig config) {
        Map<String, Object> properties = new HashMap<>(StreamsSettings.consumer(config));
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** So that the first frame meets the announced model, if that can be had; waiting for it has an end. */
    void awaitFirst() throws InterruptedException {
        if (!watcher.awaitFirstLook(FIRST_LOOK)) {
            LOG.warn(
                    "Frames begin with the configured model: announcements could not be read within {} s",
                    FIRST_LOOK.toSeconds());
        } else if (!serving.awaitIdle(loadTimeout)) {
            LOG.warn("Frames begin with the configured model: the announced one is not ready yet");
        }
    }

    /** Both seats belong to the caller again afterwards. */
    @Override
    public void close() {
        watcher.close();
        serving.close();
        shadow.close();
    }
}
