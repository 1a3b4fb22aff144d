package dev.avitstreams.delivery.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.containers.wait.strategy.WaitStrategy;

/**
 * One {@code avit} command in the service's image, confined as {@code docs/deploy.md} and the chart confine it: no
 * privilege, no capability, and nothing but the two volumes of the image can be written.
 */
final class AvitContainer implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration COMMAND = Duration.ofSeconds(90);
    private static final Duration STOP = Duration.ofSeconds(45);

    private static final int PORT = 8080;

    /** What its port asks for. */
    static final String TOKEN = "a-token-for-the-containers";

    /** Readiness has its own method, as it is asked again after a restart. */
    private static final WaitStrategy AT_ONCE = new AbstractWaitStrategy() {
        @Override
        protected void waitUntilReady() {}
    };

    private final DockerClient docker = DockerClientFactory.instance().client();
    private final GenericContainer<?> container;

    private AvitContainer(Cluster cluster, Map<String, String> environment, List<String> arguments) {
        String[] command = Stream.concat(
                        arguments.stream(),
                        Stream.of(
                                "--bootstrap", cluster.innerBootstrapServers(),
                                "--registry", cluster.innerRegistryUrl()))
                .toArray(String[]::new);
        container = new GenericContainer<>(System.getProperty("avit.image.service"))
                .withNetwork(cluster.network())
                .withEnv(environment)
                .withCommand(command)
                .waitingFor(AT_ONCE)
                .withCreateContainerCmdModifier(create -> confine(create.getHostConfig(), cluster.nativesVolume()));
    }

    /** Starts {@code avit run}. */
    static AvitContainer service(Cluster cluster, Map<String, String> environment) {
        AvitContainer avit = new AvitContainer(cluster, environment, List.of("run"));
        avit.container.withExposedPorts(PORT).start();
        return avit;
    }

    /** Runs a command that ends by itself. */
    static Ended run(Cluster cluster, String... arguments) {
        try (AvitContainer avit = new AvitContainer(cluster, Map.of(), List.of(arguments))) {
            avit.container.start();
            return avit.awaitEnd(COMMAND);
        }
    }

    /** @param printed both output streams */
    record Ended(long status, String printed) {}

    private static void confine(HostConfig host, String nativesVolume) {
        host.withReadonlyRootfs(true)
                .withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges"))
                .withBinds(new Bind(nativesVolume, new Volume("/var/cache/avit")));
    }

    /** Waits until the service says that it is ready. */
    void awaitReady() {
        Awaitility.await("readiness of the service")
                .atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofMillis(500))
                .ignoreException(IOException.class)
                .until(() -> ask("/readyz").statusCode() == 200);
    }

    /** What its port answers to this machine; not to be asked after {@link #startAgain}, which takes another port. */
    String fetch(String path) throws IOException, InterruptedException {
        return ask(path).body();
    }

    private HttpResponse<String> ask(String path) throws IOException, InterruptedException {
        URI address = URI.create("http://" + container.getHost() + ":" + container.getMappedPort(PORT) + path);
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + TOKEN)
                .timeout(ANSWER)
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }

    /** What a shell in the container says. */
    String shell(String script) throws Exception {
        ExecResult said = container.execInContainer("sh", "-c", script);
        return (said.getStdout() + said.getStderr()).strip();
    }

    /** {@code SIGKILL}, as a node that dies. */
    void kill() {
        docker.killContainerCmd(container.getContainerId()).exec();
        awaitEnd(STOP);
    }

    /** The same container again, with what its volumes hold. */
    void startAgain() {
        docker.startContainerCmd(container.getContainerId()).exec();
    }

    /** {@code SIGTERM}, as a scheduler ends it. */
    Ended terminate() {
        docker.killContainerCmd(container.getContainerId()).withSignal("TERM").exec();
        return awaitEnd(STOP);
    }

    @Override
    public void close() {
        container.stop();
    }

    private Ended awaitEnd(Duration atMost) {
        Awaitility.await("the end of avit " + String.join(" ", container.getCommandParts()))
                .atMost(atMost)
                .until(() -> !Boolean.TRUE.equals(state().getRunning()));
        Long status = state().getExitCodeLong();
        return new Ended(status == null ? -1 : status, container.getLogs());
    }

    private ContainerState state() {
        return docker.inspectContainerCmd(container.getContainerId()).exec().getState();
    }
}
