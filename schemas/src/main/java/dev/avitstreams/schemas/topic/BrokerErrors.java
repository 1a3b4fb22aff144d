package dev.avitstreams.schemas.topic;

import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;

/** Turns what a broker or its silence throws into sentences. */
final class BrokerErrors {
    private BrokerErrors() {}

    /** @param doing what was being done, as a clause after "while" */
    static BrokerUnavailableException explained(String brokers, String doing, Throwable cause) {
        return new BrokerUnavailableException(sentence(brokers, doing, cause), cause);
    }

    private static String sentence(String brokers, String doing, Throwable cause) {
        if (cause instanceof TimeoutException || cause instanceof org.apache.kafka.common.errors.TimeoutException) {
            return "No Kafka broker answered at " + brokers + " while " + doing
                    + ". Check that it runs, that the address is right, and that security.protocol fits the listener.";
        }
        String refused = "The Kafka broker at " + brokers + " refused " + doing + ": " + cause.getMessage();
        if (cause instanceof AuthenticationException) {
            return refused + ". Check the sasl and ssl settings under kafka.";
        }
        if (cause instanceof AuthorizationException) {
            return refused + " Give this user the right on the broker (kafka-acls.sh), or use another.";
        }
        if (cause instanceof InvalidReplicationFactorException) {
            return refused + " Lower default.replication.factor on the brokers, or start more of them.";
        }
        return refused;
    }
}
