package dev.avitstreams.ops.bench.elastic;

import dev.avitstreams.ops.inspect.Position;
import dev.avitstreams.ops.load.LoadListener;
import dev.avitstreams.schemas.FrameLabel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every frame of a load with what was said about it. Thread-safe. */
final class FrameLog implements LoadListener {
    private static final double MICROS = 1e6;
    private static final double GIGA = 1e9;

    private final Map<Position, Appended> appended = new HashMap<>();
    private final Map<Position, Answer> answers = new HashMap<>();

    private record Appended(int step, long micros) {}

    private record Answer(long micros, String point, double gmacs, Optional<Boolean> right) {}

    /**
     * A frame.
     *
     * @param step of the load
     * @param seconds when it reached its topic, since the first frame did
     * @param label what was said; empty where it was skipped
     */
    record Logged(int step, double seconds, Optional<Label> label) {
        /** When its label was seen, since the first frame; infinite where there is none. */
        double labelledSeconds() {
            return label.map(said -> seconds + said.millis() / 1e3).orElse(Double.POSITIVE_INFINITY);
        }
    }

    /**
     * @param millis from the topic to a reader of committed records
     * @param right whether the frame's truth came first; empty where it has none
     */
    record Label(double millis, String point, double gmacs, Optional<Boolean> right) {}

    @Override
    public synchronized void appended(int step, Position at, long micros) {
        appended.put(at, new Appended(step, micros));
    }

    @Override
    public synchronized void labelled(FrameLabel label, long micros) {
        Position at =
                new Position(label.getSource().getPartition(), label.getSource().getOffset());
        Optional<Boolean> right = Optional.ofNullable(label.getTruth())
                .map(truth -> !label.getTop().isEmpty()
                        && label.getTop().get(0).getId().equals(truth));
        answers.put(at, new Answer(micros, label.getOperatingPoint(), label.getMacsExecuted() / GIGA, right));
    }

    /** In the order in which they reached the topic. */
    synchronized List<Logged> frames() {
        long first =
                appended.values().stream().mapToLong(Appended::micros).min().orElse(0);
        List<Logged> frames = new ArrayList<>();
        appended.forEach((at, frame) -> {
            Optional<Label> label = Optional.ofNullable(answers.get(at))
                    .map(answer -> new Label(
                            Math.max(0, answer.micros() - frame.micros()) / 1e3,
                            answer.point(),
                            answer.gmacs(),
                            answer.right()));
            frames.add(new Logged(frame.step(), (frame.micros() - first) / MICROS, label));
        });
        frames.sort(Comparator.comparingDouble(Logged::seconds));
        return frames;
    }
}
