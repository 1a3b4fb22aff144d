package dev.avitstreams.ops.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.schemas.ModelAnnouncement;
import dev.avitstreams.topology.rollout.ModelRole;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RollOutWaitTest {
    private static final ModelAnnouncement ANNOUNCEMENT = ModelAnnouncement.newBuilder()
            .setName("tiny")
            .setVersion("2")
            .setWeightsSha256("0")
            .setManifestSha256("0")
            .setLabelsSha256("0")
            .setFolder("/models/two")
            .setOperatingPoint(null)
            .setShadowShare(0)
            .setAnnouncedAt(Instant.ofEpochSecond(1_700_000_000))
            .setAnnouncedBy("somebody")
            .build();

    private record Page(int status, String body) {
        static Page of(String stage) {
            return new Page(200, """
                    {"serving": {"running": {"name": "tiny", "version": "2\\u001b[31m", "weightsSha256": "abc",
                    "operatingPoint": "default"}, "rollOut": {"stage": "%s", "reason": "",
                    "announced": {"name": "tiny", "version": "2", "announcedAt": "%s"}}}}
                    """.formatted(stage, ANNOUNCEMENT.getAnnouncedAt()));
        }
    }

    private final Deque<Page> pages = new ArrayDeque<>(); // the last one stays
    private final List<String> settled = new ArrayList<>();
    private final StopSignal stop = StopSignal.internal();
    private HttpServer server;
    private URI service;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/models", exchange -> {
            if (pages.element().status() == 500) {
                stop.request();
            }
            Page page = pages.size() > 1 ? pages.remove() : pages.element();
            byte[] body = page.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(page.status(), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        service = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private RollOutWait.Outcome await(Duration atMost) {
        return new RollOutWait(
                        new ModelPages(Optional.empty()),
                        ModelRole.SERVING,
                        Optional.of(ANNOUNCEMENT),
                        List.of(service))
                .await(atMost, stop, settled::add);
    }

    @Test
    void anInstanceThatIsStartingAnewIsAskedAgain() {
        pages.add(new Page(503, "starting"));
        pages.add(Page.of("loading"));
        pages.add(Page.of("running"));

        RollOutWait.Outcome outcome = await(Duration.ofMinutes(1));

        assertThat(outcome.open()).isEmpty();
        assertThat(outcome.isRefused()).isFalse();
        assertThat(settled)
                .singleElement()
                .asString()
                .startsWith("✓ " + service)
                .doesNotContain("\u001b");
    }

    @Test
    void whatWasLastKnownOfWhoIsNotDoneIsTold() {
        pages.add(Page.of("loading"));
        pages.add(new Page(500, "broken"));

        RollOutWait.Outcome outcome = await(Duration.ofMinutes(1));

        assertThat(outcome.open())
                .containsExactly(service + ": loading; then " + service + " answers with status 500.");
    }

    @Test
    void nothingThatListensIsStillUnderWay() {
        server.stop(0);

        assertThat(await(Duration.ZERO).open())
                .singleElement()
                .asString()
                .contains("no answer yet; then", "does not answer");
    }

    @Test
    void aTokenThatIsMissingIsNotWaitedFor() {
        pages.add(new Page(401, "token"));

        assertThatThrownBy(() -> await(Duration.ofMinutes(1)))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("http.token");
    }
}
