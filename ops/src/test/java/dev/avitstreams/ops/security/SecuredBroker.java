package dev.avitstreams.ops.security;

import dev.avitstreams.ops.stack.EmbeddedBroker;
import dev.avitstreams.ops.stack.Ports;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/** One broker that asks for something else at each of its doors. */
final class SecuredBroker implements AutoCloseable {
    static final String USER = "avit";

    enum Door {
        /** Nothing is asked: the brokers' own, and that of the test. */
        OPEN("PLAINTEXT"),
        TLS("SSL"),
        MUTUAL_TLS("SSL"),
        PLAIN("SASL_SSL"),
        SCRAM("SASL_SSL"),
        OAUTH("SASL_SSL");

        private final String protocol;

        Door(String protocol) {
            this.protocol = protocol;
        }

        private String listener() {
            return this == OPEN ? "PLAINTEXT" : name();
        }
    }

    private final EmbeddedBroker broker;
    private final Map<Door, Integer> ports;

    private SecuredBroker(EmbeddedBroker broker, Map<Door, Integer> ports) {
        this.broker = broker;
        this.ports = ports;
    }

    /** @param password of {@link #USER} at PLAIN and SCRAM, free of quotes */
    static SecuredBroker start(Path folder, TestCertificates certificates, String password, TokenIssuer issuer)
            throws Exception {
        Map<Door, Integer> ports = new EnumMap<>(Door.class);
        List.of(Door.values()).forEach(door -> ports.put(door, Ports.anyFree()));
        int controller = Ports.anyFree();
        Map<String, String> settings = new HashMap<>();
        String listeners = ports.entrySet().stream()
                .map(e -> e.getKey().listener() + "://127.0.0.1:" + e.getValue())
                .collect(Collectors.joining(","));
        settings.put("listeners", listeners + ",CONTROLLER://127.0.0.1:" + controller);
        settings.put("advertised.listeners", listeners);
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
        settings.put(
                "listener.security.protocol.map",
                ports.keySet().stream()
                        .map(door -> door.listener() + ":" + door.protocol)
                        .collect(Collectors.joining(",", "", ",CONTROLLER:PLAINTEXT")));
        settings.put("ssl.keystore.location", certificates.server().toString());
        settings.put("ssl.keystore.password", certificates.password());
        settings.put("ssl.key.password", certificates.password());
        settings.put("ssl.truststore.location", certificates.trust().toString());
        settings.put("ssl.truststore.password", certificates.password());
        put(settings, Door.MUTUAL_TLS, "ssl.client.auth", "required");
        put(settings, Door.PLAIN, "sasl.enabled.mechanisms", "PLAIN");
        put(
                settings,
                Door.PLAIN,
                "plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required user_" + USER + "=\"" + password
                        + "\";");
        put(settings, Door.SCRAM, "sasl.enabled.mechanisms", "SCRAM-SHA-512,SCRAM-SHA-256");
        for (String scram : List.of("scram-sha-512", "scram-sha-256")) {
            put(
                    settings,
                    Door.SCRAM,
                    scram + ".sasl.jaas.config",
                    "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        }
        put(settings, Door.OAUTH, "sasl.enabled.mechanisms", "OAUTHBEARER");
        put(
                settings,
                Door.OAUTH,
                "oauthbearer.sasl.jaas.config",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;");
        put(
                settings,
                Door.OAUTH,
                "oauthbearer.sasl.server.callback.handler.class",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler");
        put(settings, Door.OAUTH, "sasl.oauthbearer.jwks.endpoint.url", issuer.keysUrl());
        put(settings, Door.OAUTH, "sasl.oauthbearer.expected.audience", TokenIssuer.AUDIENCE);
        System.setProperty(
                "org.apache.kafka.sasl.oauthbearer.allowed.urls", issuer.keysUrl()); // the broker's own leave
        EmbeddedBroker broker = EmbeddedBroker.start(folder, Objects.requireNonNull(ports.get(Door.OPEN)), settings);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            for (ScramMechanism mechanism : List.of(ScramMechanism.SCRAM_SHA_512, ScramMechanism.SCRAM_SHA_256)) {
                admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                                USER, new ScramCredentialInfo(mechanism, 4096), password))) // it takes one at a time
                        .all()
                        .get();
            }
        }
        return new SecuredBroker(broker, ports);
    }

    private static void put(Map<String, String> settings, Door door, String name, String value) {
        settings.put("listener.name." + door.listener().toLowerCase(Locale.ROOT) + "." + name, value);
    }

    String address(Door door) {
        return "127.0.0.1:" + ports.get(door);
    }

    @Override
    public void close() {
        broker.close();
    }
}
