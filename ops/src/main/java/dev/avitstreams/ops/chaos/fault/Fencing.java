package dev.avitstreams.ops.chaos.fault;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A stranger takes the transactional ids of running stream threads, as a twin of an instance would: Kafka fences the
 * producers that held them, in the midst of what they were sending.
 *
 * @param share of the application's transactional ids, from 0 to 1
 */
public record Fencing(double share) implements Fault {
    private static final int ANSWER_SECONDS = 20;

    @Override
    public FaultKind kind() {
        return FaultKind.FENCING;
    }

    @Override
    public String describe() {
        return "a stranger takes " + Math.round(100 * share) + " % of the application's transactional ids";
    }

    @Override
    public boolean strike(Ground ground) {
        String brokers = ground.cluster().address().bootstrapServers();
        List<String> ids = transactionalIds(brokers, ground.applicationId());
        if (ids.isEmpty()) {
            ground.tell("not done: no transactional id of " + ground.applicationId() + " is known to the broker");
            return false;
        }
        int count = (int) Math.ceil(share * ids.size());
        for (String id : ids.subList(0, count)) {
            try (KafkaProducer<byte[], byte[]> stranger = new KafkaProducer<>(
                    Map.of(
                            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                            brokers,
                            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                            id),
                    new ByteArraySerializer(),
                    new ByteArraySerializer())) {
                stranger.initTransactions();
            }
        }
        ground.tell("fenced " + count + " of " + ids.size() + " producers");
        return true;
    }

    /** Kafka Streams names them by application, process and thread. */
    private static List<String> transactionalIds(String brokers, String applicationId) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            Collection<TransactionListing> all = admin.listTransactions().all().get(ANSWER_SECONDS, TimeUnit.SECONDS);
            return all.stream()
                    .map(TransactionListing::transactionalId)
                    .filter(id -> id.startsWith(applicationId + "-"))
                    .sorted()
                    .toList();
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("The transactions could not be listed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while listing transactions", e);
        }
    }
}
