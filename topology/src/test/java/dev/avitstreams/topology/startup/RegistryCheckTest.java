package dev.avitstreams.topology.startup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.startup.CheckResult.Advice;
import dev.avitstreams.topology.startup.CheckResult.Passed;
import dev.avitstreams.topology.startup.CheckResult.Refused;
import dev.avitstreams.topology.startup.CheckResult.Waiting;
import org.junit.jupiter.api.Test;

final class RegistryCheckTest {

    @Test
    void missingSchemasAreRegisteredWhereAllowedAndOnlyThen() {
        AvitConfig config = Configurations.with("AVIT_REGISTRY_URLS", "mock://allowed");

        assertThat(RegistryCheck.run(config, false)).isNotEmpty().allMatch(Advice.class::isInstance);
        assertThat(RegistryCheck.run(config, true)).allMatch(Passed.class::isInstance);
        assertThat(RegistryCheck.run(config, false)).allMatch(Passed.class::isInstance);
    }

    @Test
    void missingSchemasAreWaitedForWhereTheServiceMayNotRegisterThem() {
        AvitConfig config =
                Configurations.with("AVIT_REGISTRY_URLS", "mock://forbidden", "AVIT_REGISTRY_AUTO_REGISTER", "false");

        assertThat(RegistryCheck.run(config, true))
                .isNotEmpty()
                .allMatch(Waiting.class::isInstance)
                .extracting(CheckResult::sentence)
                .allSatisfy(sentence -> assertThat(sentence).contains("avit schemas register"));
    }

    @Test
    void theSchemasOfModelsAreNotWaitedForAsFramesGoOnWithoutThem() {
        AvitConfig without = Configurations.with("AVIT_REGISTRY_URLS", "mock://models");
        assertThat(RegistryCheck.run(without, true)).hasSize(3).allMatch(Passed.class::isInstance);

        AvitConfig config = Configurations.with(
                "AVIT_REGISTRY_URLS",
                "mock://models",
                "AVIT_REGISTRY_AUTO_REGISTER",
                "false",
                "AVIT_MODELS_ROOTS",
                "/models");

        assertThat(RegistryCheck.run(config, true))
                .hasSize(5)
                .noneMatch(Waiting.class::isInstance)
                .filteredOn(Advice.class::isInstance)
                .hasSize(2)
                .extracting(CheckResult::sentence)
                .allSatisfy(sentence -> assertThat(sentence).contains("Until then no announced model is taken"));
    }

    @Test
    void registryThatDoesNotAnswerIsWaitedFor() {
        AvitConfig config = Configurations.with("AVIT_REGISTRY_URLS", "http://127.0.0.1:1");

        assertThat(RegistryCheck.run(config, true))
                .singleElement()
                .isInstanceOf(Waiting.class)
                .extracting(CheckResult::sentence)
                .asString()
                .contains("http://127.0.0.1:1", "did not answer");
    }

    @Test
    void aTokenFileThatIsNotThereYetIsWaitedFor() {
        AvitConfig config = Configurations.with(
                "AVIT_REGISTRY_URLS", "http://127.0.0.1:1",
                "AVIT_REGISTRY_PROPERTIES_BEARER_AUTH_CREDENTIALS_SOURCE", "TOKEN_FILE",
                "AVIT_REGISTRY_PROPERTIES_BEARER_AUTH_TOKEN_FILE", "/no/such/token");

        assertThat(RegistryCheck.client(config.registry().client())).isEmpty();
        assertThat(RegistryCheck.run(config, true))
                .singleElement()
                .isInstanceOf(Waiting.class)
                .extracting(CheckResult::sentence)
                .asString()
                .contains("bearer.auth.token.file is /no/such/token");
    }

    @Test
    void aClientThatCannotBeMadeIsRefusedBeforeAnyoneIsAsked() {
        AvitConfig config = Configurations.with(
                "AVIT_REGISTRY_URLS",
                "https://127.0.0.1:1",
                "AVIT_REGISTRY_PROPERTIES_SCHEMA_REGISTRY_SSL_TRUSTSTORE_LOCATION",
                "/no/such.jks");

        assertThat(RegistryCheck.client(config.registry().client()))
                .singleElement()
                .isInstanceOf(Refused.class)
                .extracting(CheckResult::sentence)
                .asString()
                .contains("https://127.0.0.1:1", "/no/such.jks", "registry.properties");
    }
}
