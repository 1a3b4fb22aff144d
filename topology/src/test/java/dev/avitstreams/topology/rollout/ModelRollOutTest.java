package dev.avitstreams.topology.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.inference.model.ModelException;
import dev.avitstreams.schemas.ModelAnnouncement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ModelRollOutTest {
    private static final Duration LONG = Duration.ofSeconds(50);

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Seat seat = new Seat();
    private ModelRollOut rollOut = new ModelRollOut(ModelRole.SERVING, seat, LONG, new Listener());

    @AfterEach
    void close() {
        seat.doors.values().forEach(CountDownLatch::countDown);
        rollOut.close();
    }

    private static String version(Optional<ModelAnnouncement> announced) {
        return announced.map(ModelAnnouncement::getVersion).orElse("configured");
    }

    /** Loads whatever it is asked for, unless told otherwise; remembers which sits there. */
    private final class Seat implements ModelSeat {
        private final Map<String, String> faults = new ConcurrentHashMap<>();
        private final Map<String, CountDownLatch> doors = new ConcurrentHashMap<>();
        private final List<String> closed = new CopyOnWriteArrayList<>();
        private volatile String present = "configured";

        @Override
        public boolean runs(Optional<ModelAnnouncement> announced) {
            return present.equals(version(announced));
        }

        @Override
        public Candidate prepare(Optional<ModelAnnouncement> announced) {
            String version = version(announced);
            CountDownLatch door = doors.get(version);
            if (door != null) {
                try {
                    door.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            if (faults.containsKey(version)) {
                throw new ModelException(faults.get(version));
            }
            return new Candidate() {
                @Override
                public void takeOver() {
                    present = version;
                }

                @Override
                public void close() {
                    closed.add(version);
                }
            };
        }
    }

    private final class Listener implements RollOutListener {
        @Override
        public void loading(ModelRole role, Optional<ModelAnnouncement> announced) {
            told.add("loading " + version(announced));
        }

        @Override
        public void running(ModelRole role, Optional<ModelAnnouncement> announced, boolean changed) {
            told.add((changed ? "running " : "still running ") + version(announced));
        }

        @Override
        public void refused(ModelRole role, Optional<ModelAnnouncement> announced, String reason) {
            told.add("refused " + version(announced) + ": " + reason);
        }

        @Override
        public void superseded(ModelRole role, Optional<ModelAnnouncement> announced) {
            told.add("superseded " + version(announced));
        }
    }

    private void carriedOut(Optional<ModelAnnouncement> announced) throws InterruptedException {
        rollOut.want(announced);
        assertThat(rollOut.awaitIdle(LONG)).isTrue();
    }

    private static Optional<ModelAnnouncement> model(String version) {
        return Optional.of(Announcements.named(version));
    }

    @Test
    void anAnnouncedModelTakesOverAndWithdrawnTheConfiguredOneDoes() throws InterruptedException {
        carriedOut(model("2"));
        assertThat(seat.present).isEqualTo("2");

        carriedOut(model("2"));
        carriedOut(Optional.empty());

        assertThat(seat.present).isEqualTo("configured");
        assertThat(told)
                .containsExactly(
                        "loading 2", "running 2", "still running 2", "loading configured", "running configured");
    }

    @Test
    void aModelThatCannotBeLoadedIsRefusedAndTriedAgainWhenAnnouncedAgain() throws InterruptedException {
        seat.faults.put("2", "The weights are damaged.");
        carriedOut(model("2"));
        assertThat(seat.present).isEqualTo("configured");

        seat.faults.clear();
        carriedOut(model("2"));

        assertThat(seat.present).isEqualTo("2");
        assertThat(told).containsExactly("loading 2", "refused 2: The weights are damaged.", "loading 2", "running 2");
    }

    @Test
    void aNewerAnnouncementSupersedesTheOneBeingLoaded() throws InterruptedException {
        CountDownLatch door = new CountDownLatch(1);
        seat.doors.put("2", door);
        rollOut.want(model("2"));
        Awaitility.await().until(() -> told.contains("loading 2"));

        // When
        rollOut.want(model("3"));
        rollOut.want(model("4"));
        door.countDown();

        // Then
        assertThat(rollOut.awaitIdle(LONG)).isTrue();
        assertThat(seat.present).isEqualTo("4");
        assertThat(seat.closed).containsExactly("2");
        assertThat(told).containsExactly("loading 2", "superseded 2", "loading 4", "running 4");
    }

    @Test
    void aLoadingThatHangsIsGivenUpAndWhatItHeldReleasedWhenItComesBack() throws InterruptedException {
        rollOut.close();
        rollOut = new ModelRollOut(ModelRole.SERVING, seat, Duration.ofMillis(50), new Listener());
        CountDownLatch door = new CountDownLatch(1);
        seat.doors.put("2", door);

        carriedOut(model("2"));

        assertThat(told).hasSize(2);
        assertThat(told.get(1)).startsWith("refused 2: It was not ready within models.load-timeout");
        door.countDown();
        Awaitility.await().until(() -> seat.closed.equals(List.of("2")));
        assertThat(seat.present).isEqualTo("configured");
    }

    @Test
    void aRollOutThatIsClosedGivesUpWhatItLoads() {
        CountDownLatch door = new CountDownLatch(1);
        seat.doors.put("2", door);
        rollOut.want(model("2"));
        Awaitility.await().until(() -> told.contains("loading 2"));

        rollOut.close();
        door.countDown();

        Awaitility.await().until(() -> seat.closed.equals(List.of("2")));
        assertThat(seat.present).isEqualTo("configured");
    }
}
