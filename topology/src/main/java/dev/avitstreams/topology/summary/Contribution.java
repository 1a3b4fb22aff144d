package dev.avitstreams.topology.summary;

import dev.avitstreams.inference.frame.FrameOutcome;
import dev.avitstreams.schemas.HaltingSummary;
import dev.avitstreams.topology.frames.FrameFacts;
import dev.avitstreams.topology.frames.ProcessedFrame;
import java.time.Duration;
import java.time.Instant;

/**
 * What one record adds to a window.
 *
 * @param <V> a processed frame, or the summary of one camera
 */
interface Contribution<V> {
    Instant eventTime(V value);

    HaltingSummary summary(String camera, Instant start, Instant end, V value, Instant now);

    /** A frame counts at its event time. */
    record OfFrame(EventTime eventTime) implements Contribution<ProcessedFrame> {
        @Override
        public Instant eventTime(ProcessedFrame frame) {
            return frame.facts()
                    .map(facts -> eventTime.of(facts.capturedAt(), frame.recordTime()))
                    .orElse(frame.recordTime());
        }

        @Override
        public HaltingSummary summary(String camera, Instant start, Instant end, ProcessedFrame frame, Instant now) {
            Instant since = frame.facts().map(FrameFacts::capturedAt).orElse(frame.recordTime());
            FrameOutcome outcome = frame.outcome();
            return Summaries.ofFrame(
                    camera,
                    start,
                    end,
                    outcome,
                    Math.max(0, Duration.between(since, now).toMillis()));
        }
    }

    /** A camera's summary counts in the window it is of. */
    record OfSummary() implements Contribution<HaltingSummary> {
        @Override
        public Instant eventTime(HaltingSummary summary) {
            return summary.getWindowStart();
        }

        @Override
        public HaltingSummary summary(String camera, Instant start, Instant end, HaltingSummary value, Instant now) {
            return Summaries.add(Summaries.empty(camera, start, end), value);
        }
    }
}
