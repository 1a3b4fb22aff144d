package dev.avitstreams.topology.startup;

import dev.avitstreams.inference.model.ModelException;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.config.LiveSettings;
import dev.avitstreams.topology.config.ModelSection;
import java.util.ArrayList;
import java.util.List;

/** All there is to ask before the stream starts. Nothing here throws for what it finds; each call takes some seconds. */
public final class StartupChecks {

    private StartupChecks() {}

    /** Everything, changing nothing: for whoever wants to know. */
    public static List<CheckResult> run(AvitConfig config) {
        List<CheckResult> results = new ArrayList<>(local(config));
        results.addAll(inspectCluster(config));
        return List.copyOf(results);
    }

    /** Settings, model and the registry's client: what this machine alone can tell. */
    public static List<CheckResult> local(AvitConfig config) {
        List<CheckResult> results = new ArrayList<>(SettingsCheck.run(config));
        results.add(ModelCheck.run(config.model(), config.elastic()));
        results.addAll(RegistryCheck.client(config.registry().client()));
        return List.copyOf(results);
    }

    /** Why the service cannot work with these settings, of the configuration and Kafka's; empty where it can. */
    public static List<String> refusals(AvitConfig config) {
        return SettingsCheck.run(config).stream()
                .filter(CheckResult.Refused.class::isInstance)
                .map(CheckResult::sentence)
                .toList();
    }

    /**
     * Whether the settings fit an operating point that is announced: it was not known at the start.
     *
     * @throws ModelException saying why they do not
     */
    public static void requireFor(AvitConfig config, String operatingPoint) {
        List<String> refusals = refusals(
                LiveSettings.with(config, new ModelSection(config.model().folder(), operatingPoint)));
        if (!refusals.isEmpty()) {
            throw new ModelException("With the operating point '" + operatingPoint + "' the settings would be refused: "
                    + String.join(" ", refusals));
        }
    }

    /** Broker, topics and registry, changing nothing. */
    public static List<CheckResult> inspectCluster(AvitConfig config) {
        return cluster(config, false);
    }

    /** Broker, topics and registry, registering missing schemas if the configuration has it so. */
    public static List<CheckResult> prepareCluster(AvitConfig config) {
        return cluster(config, true);
    }

    private static List<CheckResult> cluster(AvitConfig config, boolean maySet) {
        List<CheckResult> results = new ArrayList<>(TopicsCheck.run(config));
        results.addAll(RegistryCheck.run(config, maySet));
        return List.copyOf(results);
    }

    /**
     * Largest frames record that can be sent on as a dead letter whole, as the cluster is set up now.
     *
     * @throws dev.avitstreams.schemas.topic.BrokerUnavailableException if that cannot be asked
     */
    public static long deadLetterRoomBytes(AvitConfig config) {
        return TopicsCheck.deadLetterRoomBytes(config);
    }

    /** @throws StartupRefusedException if any of them is refused */
    public static void requireNoneRefused(List<CheckResult> results) {
        List<CheckResult.Refused> refused = results.stream()
                .filter(CheckResult.Refused.class::isInstance)
                .map(CheckResult.Refused.class::cast)
                .toList();
        if (!refused.isEmpty()) {
            throw new StartupRefusedException(refused);
        }
    }
}
