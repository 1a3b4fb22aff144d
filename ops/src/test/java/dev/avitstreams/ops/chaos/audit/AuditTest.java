package dev.avitstreams.ops.chaos.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.ops.SampleLabels;
import dev.avitstreams.ops.chaos.audit.Outcome.DeadLettered;
import dev.avitstreams.ops.inspect.Position;
import dev.avitstreams.schemas.FrameLabel;
import dev.avitstreams.schemas.HaltingSummary;
import dev.avitstreams.topology.summary.Summaries;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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
        outcomesOfAll();
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

        assertThat(violations()).containsExactlyInAnyOrder(Violation.LOST, Violation.MISCOUNTED);
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

        assertThat(violations()).containsExactlyInAnyOrder(Violation.STRANGER, Violation.UNDERCOUNTED);
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
        audit.add(labelOf(second).setFrameId("f-0").build(), new Position(0, 1), 2000);
        reject(bad, "corrupt-image", 12);
        summariesOfAll();

        assertThat(violations()).containsExactly(Violation.ALTERED);
    }

    @Test
    void summariesMustAddUpPerCameraAndOverAll() {
        outcomesOfAll();
        summary("gate", WINDOW, 1, 1, 0);
        summary("yard", WINDOW, 1, 0, 1);
        summary("*", WINDOW, 3, 2, 1);

        assertThat(violations()).containsExactly(Violation.UNDERCOUNTED);
        assertThat(firstExample(Violation.UNDERCOUNTED))
                .contains("camera gate", "frames 1 instead of 2", "classified 1 instead of 2");
    }

    @Test
    void aWindowPublishedTwiceIsMiscountedEvenWhereTheSumIsRight() {
        outcomesOfAll();
        summary("gate", WINDOW, 1, 1, 0);
        summary("gate", WINDOW, 1, 1, 0);
        summary("yard", WINDOW, 1, 0, 1);
        summary("*", WINDOW, 3, 2, 1);

        assertThat(violations()).containsExactly(Violation.MISCOUNTED);
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void whatASummaryCountsMustBeWhatTheLabelsTell(Consumer<HaltingSummary> mistake, Violation violation, String said) {
        outcomesOfAll();
        HaltingSummary gate = summaryOf("gate", WINDOW, 2, 2, 0, 0);
        mistake.accept(gate);
        add(gate);
        summary("yard", WINDOW, 1, 0, 1);
        summary("*", WINDOW, 3, 2, 1);

        assertThat(violations()).containsExactly(violation);
        assertThat(firstExample(violation)).contains("camera gate", said);
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                mistake(s -> s.setMacsExecuted(300), Violation.MISCOUNTED, "macsExecuted 300 instead of 150"),
                mistake(s -> s.setMacsDense(100), Violation.UNDERCOUNTED, "macsDense 100 instead of 200"),
                mistake(s -> s.setTokens(9), Violation.MISCOUNTED, "tokens 9 instead of 8"),
                mistake(
                        s -> s.setLabels(Map.of("n01", 2L, "n02", 1L)),
                        Violation.MISCOUNTED,
                        "label n02 1 instead of 0"),
                mistake(s -> s.setLabels(Map.of("n02", 2L)), Violation.UNDERCOUNTED, "label n01 0 instead of 2"),
                mistake(s -> s.setDepthHistogram(List.of(4L, 5L)), Violation.MISCOUNTED, "depth 2 5 instead of 4"),
                mistake(
                        s -> s.setActiveTokens(List.of(8L)),
                        Violation.UNDERCOUNTED,
                        "active in layer 2 0 instead of 4"),
                mistake(s -> s.setModels(Map.of("m:2:00", 2L)), Violation.UNDERCOUNTED, "model m:2:00 2 instead of 0"),
                mistake(
                        s -> s.setOperatingPoints(Map.of("fast", 2L)),
                        Violation.UNDERCOUNTED,
                        "point fast 2 instead of 0"));
    }

    private static Arguments mistake(Consumer<HaltingSummary> mistake, Violation violation, String said) {
        return Arguments.of(mistake, violation, said);
    }

    @Test
    void rejectedFramesMustBeToldByTheirReasons() {
        outcomesOfAll();
        summary("gate", WINDOW, 2, 2, 0);
        HaltingSummary yard = summaryOf("yard", WINDOW, 1, 0, 0, 0);
        yard.setRejected(Map.of("no-image", 1L));
        add(yard);
        summary("*", WINDOW, 3, 2, 1);

        assertThat(firstExample(Violation.UNDERCOUNTED))
                .contains("rejected corrupt-image 0 instead of 1", "rejected no-image 1 instead of 0");
    }

    @Test
    void framesInAnotherWindowAreMiscountedEvenWhereTheSumIsRight() {
        outcomesOfAll();
        summary("gate", WINDOW, 1, 1, 0);
        summary("gate", WINDOW.plusSeconds(5), 1, 1, 0);
        summary("yard", WINDOW, 1, 0, 1);
        summary("*", WINDOW, 3, 2, 1);

        assertThat(violations()).containsExactly(Violation.MISCOUNTED);
        assertThat(firstExample(Violation.MISCOUNTED)).contains("08:00:05", "1 classified, 0 of them late", "in it: 0");
    }

    @Test
    void aFrameMayCountInALaterWindowThatCallsItLate() {
        outcomesOfAll();
        summary("gate", WINDOW, 1, 1, 0);
        HaltingSummary next = summaryOf("gate", WINDOW.plusSeconds(5), 1, 1, 0, 0);
        next.setLate(1);
        add(next);
        summary("yard", WINDOW, 1, 0, 1);
        summary("*", WINDOW, 3, 2, 1);

        assertThat(findings().all()).isEmpty();
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
    void moreFramesCalledSkippedThanAreMissingIsUndercounted() {
        outcomesOfAll();
        skipSecond(1);

        assertThat(violations()).containsExactly(Violation.UNDERCOUNTED);
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

    private void outcomesOfAll() {
        label(first, 0);
        label(second, 1);
        reject(bad, "corrupt-image", 12);
    }

    private void label(Produced frame, long offset) {
        audit.add(labelOf(frame).build(), new Position(0, offset), 2000);
    }

    /** Captured in the window's first second. */
    private static FrameLabel.Builder labelOf(Produced frame) {
        return SampleLabels.label(
                        frame.frameId(),
                        frame.cameraId(),
                        frame.sequence(),
                        frame.at().partition(),
                        frame.at().offset())
                .setCapturedAt(WINDOW.plusMillis(frame.appendedAtMillis() - 1000));
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
        add(summaryOf(camera, start, frames, classified, rejected, skipped));
    }

    private void add(HaltingSummary summary) {
        audit.add(summary, new Position(0, audit.summaries()));
    }

    /** As labels of {@link #labelOf} add up. */
    private static HaltingSummary summaryOf(
            String camera, Instant start, long frames, long classified, long rejected, long skipped) {
        HaltingSummary summary = Summaries.empty(camera, start, start.plusSeconds(5));
        summary.setFrames(frames);
        summary.setClassified(classified);
        summary.setRejected(Map.of("corrupt-image", rejected));
        summary.setSkipped(Map.of("stale", skipped));
        summary.setLabels(Map.of("n01", classified));
        summary.setTokens(4 * classified);
        summary.setDepthHistogram(List.of(2 * classified, 2 * classified));
        summary.setActiveTokens(List.of(4 * classified, 2 * classified));
        summary.setMacsExecuted(75 * classified);
        summary.setMacsDense(100 * classified);
        summary.setOperatingPoints(Map.of("default", classified));
        summary.setModels(Map.of("m:1:00", classified));
        return summary;
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
