package dev.avitstreams.ops.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.avitstreams.ops.dashboard.board.CameraBoard;
import dev.avitstreams.ops.dashboard.board.CameraView;
import dev.avitstreams.ops.dashboard.board.Position;
import dev.avitstreams.ops.dashboard.board.Pulse;
import dev.avitstreams.ops.dashboard.board.SeenFrame;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CameraBoardTest {
    private static final long NOW = 1_800_000_000_000L;

    @Test
    void onlyCamerasWithNewsAreToldAgain() {
        CameraBoard board = new CameraBoard(8);
        board.add(frame("one", NOW, 1));
        board.add(frame("two", NOW, 1));
        long known = board.since(0).version();

        board.add(frame("two", NOW + 500, 1));

        assertThat(board.since(0).cameras()).hasSize(2);
        assertThat(board.since(known).cameras()).extracting(CameraView::camera).containsExactly("two");
        assertThat(board.since(board.since(0).version()).cameras()).isEmpty();
    }

    @Test
    void aCameraKeepsItsLastFramesOnly() {
        CameraBoard board = new CameraBoard(8);
        for (int i = 0; i < 100; i++) {
            board.add(frame("one", NOW + i, i));
        }

        CameraBoard.Detail detail = board.detail("one").orElseThrow();

        assertThat(detail.frames()).hasSize(60);
        assertThat(detail.frames().get(0).sequence()).isEqualTo(99);
        assertThat(detail.camera().depths()).hasSize(60);
        assertThat(detail.camera().macsSavedShare()).isCloseTo(0.4, within(1e-9));
    }

    @Test
    void whenFullANewcomerTakesThePlaceOfOneLongSilentOrIsOnlyCounted() {
        CameraBoard board = new CameraBoard(2);
        board.add(frame("one", NOW, 1));
        board.add(frame("two", NOW, 1));
        board.add(frame("three", NOW + 1000, 1));
        assertThat(board.turnedAway()).isEqualTo(1);
        assertThat(board.detail("three")).isEmpty();

        board.add(frame("two", NOW + 1_000_000, 2));
        board.add(frame("three", NOW + 1_000_000, 2));

        assertThat(board.detail("three")).isPresent();
        assertThat(board.detail("one")).isEmpty();
        assertThat(board.cameras()).isEqualTo(2);
    }

    @Test
    void aCameraIsStaleByItsOwnMeasure() {
        CameraBoard board = new CameraBoard(8);
        for (int i = 0; i < 50; i++) {
            board.add(frame("quick", NOW + 200L * i, i));
            board.add(frame("slow", NOW + 10_000L * i, i));
        }

        assertThat(board.detail("quick").orElseThrow().camera().staleAfterMillis())
                .isEqualTo(5_000);
        assertThat(board.detail("slow").orElseThrow().camera().staleAfterMillis())
                .isBetween(38_000L, 41_000L);
        assertThat(board.detail("slow").orElseThrow().camera().offlineAfterMillis())
                .isBetween(190_000L, 205_000L);
    }

    @Test
    void aCameraOfWhichEverythingIsRefusedIsSeenToo() {
        CameraBoard board = new CameraBoard(8);
        board.addRejected("broken", NOW);

        CameraView view = board.since(0).cameras().get(0);

        assertThat(view.latest()).isNull();
        assertThat(view.rejected()).isEqualTo(1);
        assertThat(board.lastMinute(NOW).rejected()).isEqualTo(1);
    }

    @Test
    void theLastMinuteForgetsWhatIsOlder() {
        CameraBoard board = new CameraBoard(8);
        board.add(frame("one", NOW - 90_000, 1)); // batch of 4
        for (int i = 0; i < 20; i++) {
            board.add(frame("one", NOW - 10_000 + 500L * i, i));
        }

        Pulse.Minute minute = board.lastMinute(NOW);

        assertThat(minute.classified()).isEqualTo(20);
        assertThat(minute.framesPerSecond()).isCloseTo(2, within(1e-9));
        assertThat(minute.batchP50()).isEqualTo(4);
        assertThat(minute.operatorMillis()).isCloseTo(20, within(1e-9));
        assertThat(board.lastMinute(NOW + 120_000).classified()).isZero();
    }

    @Test
    void pointsAreThoseOfTheLastTenSeconds() {
        CameraBoard board = new CameraBoard(8);
        board.add(frameAt("careful", NOW - 30_000));
        board.add(frameAt("default", NOW - 9_000));
        board.add(frameAt("fast", NOW - 4_000));
        board.add(frameAt("fast", NOW - 2_000));

        assertThat(board.lastMinute(NOW).points()).containsOnly(Map.entry("default", 1L), Map.entry("fast", 2L));
        assertThat(board.lastMinute(NOW + 60_000).points()).isEmpty();
    }

    @Test
    void pointsThatSomebodyInventsDoNotFillThePage() {
        CameraBoard board = new CameraBoard(8);
        for (int i = 0; i < 1000; i++) {
            board.add(frameAt("point-" + i, NOW - 2_000));
        }

        assertThat(board.lastMinute(NOW).points()).hasSizeLessThan(20);
        assertThat(board.lastMinute(NOW).classified()).isEqualTo(1000);
    }

    @Test
    void aFrameThatComesLateDoesNotEraseTheSecondsAfterIt() {
        CameraBoard board = new CameraBoard(8);
        for (int i = 0; i < 200; i++) { // newest first, a second apart
            board.add(frame("one", NOW - 1000L * i, i));
        }

        assertThat(board.lastMinute(NOW).classified()).isEqualTo(60);
    }

    @Test
    void theMedianIsOverBatchesNotOverFrames() {
        CameraBoard board = new CameraBoard(8);
        for (int i = 0; i < 3; i++) {
            board.add(frame("one", NOW, i, 1));
        }
        for (int i = 0; i < 8; i++) {
            board.add(frame("one", NOW, i, 8)); // one batch
        }

        assertThat(board.lastMinute(NOW).batchP50()).isEqualTo(1);
    }

    private static SeenFrame frame(String camera, long seenAt, long sequence) {
        return frame(camera, seenAt, sequence, 4);
    }

    private static SeenFrame frame(String camera, long seenAt, long sequence, int batchSize) {
        return frame(camera, seenAt, sequence, batchSize, "default");
    }

    private static SeenFrame frameAt(String point, long seenAt) {
        return frame("one", seenAt, 1, 4, point);
    }

    private static SeenFrame frame(String camera, long seenAt, long sequence, int batchSize, String point) {
        return new SeenFrame(
                camera,
                camera + sequence,
                sequence,
                seenAt,
                seenAt,
                new Position("frame-labels", 0, sequence),
                new Position("camera-frames", 0, sequence),
                List.of(),
                12,
                12,
                7,
                1,
                1,
                "Bw==",
                true,
                List.of(2),
                60,
                100,
                "m:1",
                point,
                batchSize,
                1,
                1,
                20_000L * batchSize);
    }
}
