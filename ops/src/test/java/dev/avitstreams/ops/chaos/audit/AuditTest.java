package dev.avitstreams.ops.chaos.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.ops.chaos.audit.Outcome.DeadLettered;
import dev.avitstreams.ops.chaos.audit.Outcome.Labelled;
import dev.avitstreams.ops.inspect.Position;
import dev.avitstreams.schemas.HaltingSummary;
import dev.avitstreams.topology.summary.Summaries;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The audit of three frames of two cameras, sound at first, then with one thing wrong at a time. */
class AuditTest {
    private static final Instant WINDOW = Instant.parse("2026-01-31T08:00:00Z");

    private final Produced first = new Produced("f-0", "gate", 0, FrameKind.GOOD, new Position(1, 0), 10, 1000);
    private final Produced second = new Produced("f-1", "gate", 1, FrameKind.GOOD, new Position(1, 1), 11, 1500);
    private final Produced bad = new Produced("f-2", "yard", 0, FrameKind.TRUNCATED, new Position(4, 0), 12, 1500);
    private final Ledger ledger = new Ledger();
    private final Audit audit = new Audit();

    @BeforeEach
    void produce() {
        ledger.add(first);
        ledger.add(second);
        ledger.add(bad);
    }

    @Test
    void aSoundRunHasNoFindings() {
        label(first, 0);
        label(second, 1);
        reject(bad, "corrupt-image", 12);
        summariesOfAll();

        assertThat(findings().all()).isEmpty();
        assertThat(audit.accounted()).isEqualTo(3);
        assertThat(audit.summarised()).isEqualTo(3);
    }

    @Test
    void aFrameWithoutOutcomeIsLostAndNamed() {
        label(first, 0);
        reject(bad, "corrupt-image", 12);
        summariesOfAll();

        assertThat(violations()).containsExactly(Violation.LOST);
        assertThat(firstExample(Violation.LOST)).contains("f-1", "camera gate", "at 1@1");
    }

    @Test
    void aSecondLabelIsADouble() {
        label(first, 0);
        label(second, 1);
        label(first, 2);
        reject(bad, "corrupt-image", 12);
        summariesOfAll();

        assertThat(violations()).containsExactly(Violation.DOUBLED);
    }

    @Test
    void aLabelAndADeadLetterOfOneFrameAreADouble() {
        label(first, 0);
        label(second, 1);
        reject(second, "corrupt-image", 11);
        reject(bad, "corrupt-image", 12);
        summariesOfAll();

        assertThat(violations()).containsExactly(Violation.DOUBLED);
    }

    @Test
    void labelsAgainstTheCamerasSequenceAreReordered() {
        label(second, 0);
        label(first, 1);
        reject(bad, "corrupt-image", 12);
        summariesOfAll();

        assertThat(violations()).containsExactly(Violation.REORDERED);
    }

    @Test
    void anOutcomeOfNoFrameIsAStranger() {
        label(first, 0);
        label(second, 1);
        label(new Produced("f-9", "gate", 2, FrameKind.GOOD, new Position(1, 9), 0, 1500), 2);
        reject(bad, "corrupt-image", 12);
        summariesOfAll();

        assertThat(violations()).containsExactly(Violation.STRANGER);
    }

    @Test
    void aWrongReasonIsMisjudgedAndChangedBytesAreAltered() {
        label(first, 0);
        label(second, 1);
        reject(bad, "no-image", 13);
        summariesOfAll();

        assertThat(violations()).containsExactlyInAnyOrder(Violation.MISJUDGED, Violation.ALTERED);
    }

    @Test
    void aLabelThatNamesAnotherFrameIsAltered() {
        label(first, 0);
        audit.add(new Labelled(second.at(), new Position(0, 1), "f-0", "gate", 1, 2000));
        reject(bad, "corrupt-image", 12);
        summariesOfAll();

        assertThat(violations()).containsExactly(Violation.ALTERED);
    }

    @Test
    void summariesMustAddUpPerCameraAndOverAll() {
        label(first, 0);
        label(second, 1);
        reject(bad, "corrupt-image", 12);
        summary("gate", WINDOW, 1, 1, 0);
        summary("yard", WINDOW, 1, 0, 1);
        summary("*", WINDOW, 3, 2, 1);

        assertThat(violations()).containsExactly(Violation.UNDERCOUNTED);
        assertThat(firstExample(Violation.UNDERCOUNTED))
                .contains("camera gate", "1 frames, 1 classified, 0 rejected", "2 frames, 2 classified");
    }

    @Test
    void aWindowPublishedTwiceIsMiscountedEvenWhereTheSumIsRight() {
        label(first, 0);
        label(second, 1);
        reject(bad, "corrupt-image", 12);
        summary("gate", WINDOW, 1, 1, 0);
        summary("gate", WINDOW, 1, 1, 0);
        summary("yard", WINDOW, 1, 0, 1);
        summary("*", WINDOW, 3, 2, 1);

        assertThat(violations()).containsExactly(Violation.MISCOUNTED);
    }

    @Test
    void framesThatSummariesCallSkippedAreAccountedFor() {
        label(first, 0);
        reject(bad, "corrupt-image", 12);
        skipSecond(1);

        assertThat(findings().all()).isEmpty();
        assertThat(audit.skipped()).isEqualTo(1);
    }

    @Test
    void moreFramesCalledSkippedThanAreMissingIsMiscounted() {
        label(first, 0);
        label(second, 1);
        reject(bad, "corrupt-image", 12);
        skipSecond(1);

        assertThat(violations()).containsExactly(Violation.MISCOUNTED);
    }

    @Test
    void fewerFramesCalledSkippedThanAreMissingIsALoss() {
        reject(bad, "corrupt-image", 12);
        skipSecond(1);

        assertThat(findings().count(Violation.LOST)).isEqualTo(2);
    }

    @Test
    void latencyIsFromTheBrokerToTheBroker() {
        label(first, 0);
        label(second, 1);

        assertThat(audit.latencyMillis(ledger)).containsExactly(500, 1000);
    }

    /** Of camera gate, whose other frame is called classified. */
    private void skipSecond(long skipped) {
        summary("gate", WINDOW, 2, 1, 0, skipped);
        summary("yard", WINDOW, 1, 0, 1);
        summary("*", WINDOW, 3, 1, 1, skipped);
    }

    private void label(Produced frame, long offset) {
        audit.add(new Labelled(
                frame.at(), new Position(0, offset), frame.frameId(), frame.cameraId(), frame.sequence(), 2000));
    }

    private void reject(Produced frame, String category, long valueCrc) {
        audit.add(new DeadLettered(frame.at(), new Position(0, 0), category, valueCrc));
    }

    private void summariesOfAll() {
        summary("gate", WINDOW, 2, 2, 0);
        summary("yard", WINDOW, 1, 0, 1);
        summary("*", WINDOW, 3, 2, 1);
    }

    private void summary(String camera, Instant start, long frames, long classified, long rejected) {
        summary(camera, start, frames, classified, rejected, 0);
    }

    private void summary(String camera, Instant start, long frames, long classified, long rejected, long skipped) {
        HaltingSummary summary = Summaries.empty(camera, start, start.plusSeconds(5));
        summary.setFrames(frames);
        summary.setClassified(classified);
        summary.setRejected(Map.of("corrupt-image", rejected));
        summary.setSkipped(Map.of("stale", skipped));
        audit.add(summary, new Position(0, audit.summaries()));
    }

    private String firstExample(Violation violation) {
        return Objects.requireNonNull(findings().all().get(violation))
                .examples()
                .get(0);
    }

    private Findings findings() {
        Findings findings = new Findings();
        audit.check(ledger, findings);
        return findings;
    }

    private Set<Violation> violations() {
        return findings().all().keySet();
    }
}
