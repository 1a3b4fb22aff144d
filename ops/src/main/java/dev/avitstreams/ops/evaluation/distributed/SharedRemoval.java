package dev.avitstreams.ops.evaluation.distributed;

import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.Sentences;
import dev.avitstreams.topology.config.StreamsSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;

/** Removes what a distributed evaluation left on the brokers. */
public final class SharedRemoval {
    private static final int PATIENCE_SECONDS = 20;

    private SharedRemoval() {}

    /**
     * Removes the consumer group and the topics.
     *
     * @return what was removed; empty if nothing was there
     * @throws CommandFailure if instances are still at work
     */
    public static List<String> remove(SharedTopics topics) {
        List<String> removed = new ArrayList<>();
        try (Admin admin = Admin.create(StreamsSettings.admin(topics.config()))) {
            if (isRemoved(
                    admin.deleteConsumerGroups(List.of(topics.applicationId())).all())) {
                removed.add("consumer group " + topics.applicationId());
            }
            Set<String> existing = admin.listTopics().names().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            List<String> own = Stream.of(topics.chunks(), topics.ledger())
                    .filter(existing::contains)
                    .toList();
            admin.deleteTopics(own).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            own.forEach(topic -> removed.add("topic " + topic));
            return removed;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupNotEmptyException) {
                throw CommandFailure.runtime(
                        "Instances are still at work on '" + topics.name()
                                + "'; stop them, or wait until they have ended, and remove it then.",
                        e);
            }
            throw CommandFailure.runtime(
                    "Cannot remove the distributed evaluation '" + topics.name() + "': " + Sentences.of(e), e);
        } catch (TimeoutException e) {
            throw CommandFailure.runtime("The broker did not answer within " + PATIENCE_SECONDS + " s; try again.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.runtime("Interrupted while removing topics.", e);
        }
    }

    private static boolean isRemoved(KafkaFuture<Void> removal)
            throws ExecutionException, TimeoutException, InterruptedException {
        try {
            removal.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return false;
            }
            throw e;
        }
    }
}
