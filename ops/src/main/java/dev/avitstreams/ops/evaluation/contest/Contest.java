package dev.avitstreams.ops.evaluation.contest;

import dev.avitstreams.inference.evaluation.Resampling;
import dev.avitstreams.inference.image.DecodeLimits;
import dev.avitstreams.inference.image.DecodeMode;
import dev.avitstreams.inference.image.ImageDecoder;
import dev.avitstreams.inference.model.Labels;
import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.ops.evaluation.frames.FrameSupply;
import dev.avitstreams.ops.evaluation.frames.RawFrame;
import dev.avitstreams.ops.evaluation.skew.PublishedLabels;
import dev.avitstreams.ops.evaluation.truth.TruthSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * Shows a supply of frames to all contenders. Batches are looked at side by side and counted in the order they were
 * taken, so that what is counted is at any time a stretch of the supply without gaps.
 */
public final class Contest {
    private static final Duration BETWEEN_STATES = Duration.ofSeconds(20);

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final List<Contender> contenders;
    private final Panel panel;
    private final Standing.Rules rules;
    private final Settings settings;

    /**
     * @param parallel batches looked at at once
     * @param batch frames of a batch
     */
    public record Settings(int parallel, int batch, Rate rate, Resampling resampling) {}

    /** One batch on its way. */
    private record Pending(Future<List<Looked>> looked, Map<Integer, Long> positions, long passed) {}

    /**
     * @param limits of the decoder
     * @param decode how exactly it works
     * @param published what production said, to compare with
     */
    public Contest(
            LineUp lineUp,
            DecodeLimits limits,
            DecodeMode decode,
            TruthSource truth,
            Optional<PublishedLabels> published,
            Settings settings) {
        this(lineUp.contenders(), lineUp.model().labels(), limits, decode, truth, published, settings);
    }

    Contest(
            List<Contender> contenders,
            Labels labels,
            DecodeLimits limits,
            DecodeMode decode,
            TruthSource truth,
            Optional<PublishedLabels> published,
            Settings settings) {
        int side = contenders.get(0).architecture().imageSide();
        this.contenders = contenders;
        this.panel =
                new Panel(contenders, new ImageDecoder(side, limits, decode), new ClassIndex(truth, labels), published);
        this.rules = new Standing.Rules(contenders, settings.resampling(), published);
        this.settings = settings;
    }

    /**
     * Goes through the supply.
     *
     * @param standing that is added to
     * @param state written now and then and at the end; who has written the reports removes it
     * @param progress told how far it has come, in the supply's unit
     * @return true if it came to the end, false if stopping was wished before
     */
    public boolean run(
            FrameSupply supply,
            Standing standing,
            Optional<Predictions> predictions,
            Optional<StateFile> state,
            LongConsumer progress,
            StopSignal stop)
            throws InterruptedException {
        ExecutorService workers =
                Executors.newFixedThreadPool(settings.parallel(), work -> new Thread(work, "avit-evaluate"));
        Deque<Pending> pending = new ArrayDeque<>();
        Map<Integer, Long> positions = supply.positions();
        long begun = System.nanoTime();
        long kept = begun;
        boolean ended = false;
        try {
            for (long turn = 0; ; ) {
                while (!ended && !stop.isRequested() && pending.size() < 2 * settings.parallel()) {
                    List<RawFrame> batch = supply.next(settings.batch());
                    ended = batch.isEmpty() && !stop.isRequested();
                    if (!batch.isEmpty()) {
                        pace(batch, supply, stop);
                        long own = turn++;
                        pending.add(new Pending(
                                workers.submit(() -> panel.look(batch, own)), supply.positions(), supply.passed()));
                    }
                }
                Pending next = pending.poll();
                if (next == null) {
                    break;
                }
                for (Looked looked : result(next.looked())) {
                    standing.add(looked, rules);
                    predictions.ifPresent(file -> file.add(looked, contenders));
                }
                positions = next.positions();
                progress.accept(next.passed());
                long now = System.nanoTime();
                if (state.isPresent() && now - kept > BETWEEN_STATES.toNanos()) {
                    standing.addWall(now - begun);
                    begun = now;
                    kept = now;
                    state.get()
                            .write(
                                    positions,
                                    predictions.map(Predictions::length).orElse(0L),
                                    standing);
                }
            }
        } finally {
            workers.shutdown(); // what a failure left under way must end before the models are closed
            boolean unused = workers.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            standing.addWall(System.nanoTime() - begun);
        }
        if (state.isPresent()) {
            state.get().write(positions, predictions.map(Predictions::length).orElse(0L), standing);
        }
        return ended;
    }

    private void pace(List<RawFrame> batch, FrameSupply supply, StopSignal stop) {
        if (supply.isTimed()) {
            settings.rate().await(batch.get(batch.size() - 1).timeMillis(), stop);
        }
    }

    private static List<Looked> result(Future<List<Looked>> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
