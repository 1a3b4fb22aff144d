package dev.avitstreams.schemas.topic;

import dev.avitstreams.schemas.tls.TlsFault;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.security.auth.login.LoginException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;

/** Turns what a broker or its silence throws into sentences. */
final class BrokerErrors {
    /** What exceptions that repeat their cause's text put before it. */
    private static final Pattern CLASS_NAME = Pattern.compile("\\b(?:[a-z]\\w*\\.)+[A-Z]\\w*: ");

    private BrokerErrors() {}

    /** @param doing what was being done, as a clause after "while" */
    static BrokerUnavailableException explained(String brokers, String doing, Throwable cause) {
        return new BrokerUnavailableException(sentence(brokers, doing, cause), cause);
    }

    /** Before any broker was asked: a client cannot be made of these properties. */
    static BrokerUnavailableException notSetUp(String brokers, Throwable thrown) {
        List<Throwable> chain = chain(thrown);
        String why = message(chain.get(chain.size() - 1));
        // What could not be read stands further out than why.
        String reason = chain.stream()
                .map(BrokerErrors::message)
                .filter(message -> message.startsWith("Failed to load") && !message.equals(why))
                .findFirst()
                .map(what -> what + ": " + why)
                .orElse(why);
        return new BrokerUnavailableException(
                "The Kafka client for bootstrap.servers=" + brokers + " could not be set up: " + reason + ". "
                        + setUpAdvice(chain, reason),
                thrown);
    }

    private static String setUpAdvice(List<Throwable> chain, String reason) {
        if (reason.contains("SSL keystore")) {
            return "Check location, type and password of that store under kafka: ssl.keystore.location,"
                    + " ssl.keystore.password and so on, and likewise ssl.truststore.location.";
        }
        if (chain.stream().anyMatch(LoginException.class::isInstance) || reason.contains("JAAS")) {
            return "Check sasl.jaas.config and, for OAUTHBEARER, sasl.oauthbearer.token.endpoint.url under kafka.";
        }
        return "Check the address and the kafka properties.";
    }

    private static String sentence(String brokers, String doing, Throwable cause) {
        if (cause instanceof TimeoutException || cause instanceof org.apache.kafka.common.errors.TimeoutException) {
            return "No Kafka broker answered at " + brokers + " while " + doing
                    + ". Check that it runs, that the address is right, and that security.protocol fits the listener.";
        }
        String refused = "The Kafka broker at " + brokers + " refused " + doing + ": " + cause.getMessage();
        if (cause instanceof SslAuthenticationException) {
            return tls(brokers, doing, cause);
        }
        if (cause instanceof UnsupportedSaslMechanismException) {
            return refused + ". Set sasl.mechanism under kafka to one that is enabled there.";
        }
        if (cause instanceof AuthenticationException) {
            return refused + ". Check user and secret in sasl.jaas.config, and sasl.mechanism, under kafka.";
        }
        if (cause instanceof AuthorizationException) {
            return refused + " Give this user the right on the broker (kafka-acls.sh), or use another.";
        }
        if (cause instanceof InvalidReplicationFactorException) {
            return refused + " Lower default.replication.factor on the brokers, or start more of them.";
        }
        return refused;
    }

    /** Either we do not take its certificate, or it does not take ours; it says so by an alert. */
    private static String tls(String brokers, String doing, Throwable cause) {
        List<Throwable> chain = chain(cause);
        String why = message(chain.get(chain.size() - 1));
        String what = "No TLS connection to the Kafka broker at " + brokers + " for " + doing + ": " + why + ". ";
        return what
                + switch (TlsFault.of(why)) {
                    case NO_TLS ->
                        "What listens at that port speaks no TLS: check the port, or set security.protocol under kafka"
                                + " to PLAINTEXT or SASL_PLAINTEXT, as the listener has it.";
                    case CLIENT_CERTIFICATE ->
                        "The broker does not take this client's certificate: check ssl.keystore.location under kafka.";
                    case NOTHING_IN_COMMON ->
                        "The two sides may have no protocol version or cipher in common: check ssl.enabled.protocols"
                                + " and ssl.cipher.suites under kafka; or the broker misses a client certificate,"
                                + " ssl.keystore.location.";
                    case SERVER_CERTIFICATE ->
                        "Check that ssl.truststore.location under kafka holds the authority of the broker's"
                                + " certificate, and that the certificate names this address.";
                };
    }

    private static List<Throwable> chain(Throwable thrown) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            chain.add(t);
        }
        return chain;
    }

    /** Its first line: some carry a stack trace in their text. */
    private static String message(Throwable thrown) {
        if (thrown instanceof NoSuchFileException missing) {
            return "there is no file " + missing.getFile();
        }
        String text = CLASS_NAME.matcher(String.valueOf(thrown.getMessage())).replaceAll("");
        return text.lines().findFirst().orElse(text).replaceFirst("\\.+$", "");
    }
}
