package dev.avitstreams.ops.evaluation.distributed;

import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.ops.evaluation.contest.Standing;
import dev.avitstreams.ops.evaluation.distributed.ChunkProcessor.AbandonedException;
import dev.avitstreams.ops.evaluation.distributed.Ledger.Partial;
import dev.avitstreams.ops.evaluation.range.OffsetRange;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One instance of a distributed evaluation: counts the chunks that fall to it, and adds up what all have counted. Fields
 * belong to the thread that runs it, but for {@code counted}, which the stream thread asks too.
 */
public final class DistributedRun {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Ledger ledger;
    private final Agreement agreement;
    private final Part part;
    private final List<Chunk> chunks;
    private final Standing standing;
    private final Set<Chunk> counted = ConcurrentHashMap.newKeySet();
    private final Set<String> instances = new HashSet<>();
    private long offsets;

    /** Evaluates part of the range, on the stream thread. */
    @FunctionalInterface
    public interface Part {
        /** @return false if stopping was wished before its end */
        boolean count(OffsetRange part, Standing into, StopSignal stop) throws InterruptedException;
    }

    /** Told how far all instances together have come. */
    @FunctionalInterface
    public interface Watcher {
        /**
         * @param before offsets that had been counted when this instance joined
         * @param offsets counted by now
         * @param instances that counted some of them
         */
        void update(long before, long offsets, int instances);
    }

    /**
     * The sum.
     *
     * @param instances that had a part in it
     * @param isFinished false if stopping was wished before all was counted
     */
    public record Outcome(Standing standing, int instances, boolean isFinished) {}

    /** @param contenders how many there are */
    public DistributedRun(Ledger ledger, Agreement agreement, int contenders, Part part) {
        this.ledger = ledger;
        this.agreement = agreement;
        this.part = part;
        this.chunks = Chunk.of(agreement.range(), agreement.chunkSize());
        this.standing = new Standing(contenders);
    }

    /** Returns when all chunks are counted, whoever did, or when stopping is wished. */
    public Outcome run(Watcher watcher, StopSignal stop) {
        ledger.catchUp(this::addUp);
        if (!isComplete()) {
            ledger.topics().offer(chunks);
            work(watcher, stop);
        }
        return new Outcome(standing, instances.size(), isComplete());
    }

    private void work(Watcher watcher, StopSignal stop) {
        long before = offsets;
        String instance = UUID.randomUUID().toString().substring(0, 8);
        try (StopSignal abandon = StopSignal.internal();
                ChunkStreams streams = ChunkStreams.start(ledger.topics(), instance, chunk -> count(chunk, abandon))) {
            while (!isComplete() && !stop.isRequested()) {
                addUp(ledger.next(POLL));
                watcher.update(before, offsets, instances.size());
                streams.requireRunning();
            }
            abandon.request(); // streams close first, and must not wait for a chunk's end
        }
    }

    private Optional<Standing> count(Chunk chunk, StopSignal abandon) {
        if (counted.contains(chunk)) {
            return Optional.empty();
        }
        Standing own = new Standing(standing.points().size());
        try {
            if (part.count(chunk.in(agreement.range()), own, abandon)) {
                return Optional.of(own);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted in chunk " + chunk, e);
        }
        throw new AbandonedException(chunk);
    }

    private void addUp(List<Partial> partials) {
        for (Partial partial : partials) {
            if (counted.add(partial.chunk())) {
                standing.merge(PackedStanding.unpack(partial.standing()));
                offsets += partial.chunk().offsets();
                instances.add(partial.instance());
            }
        }
    }

    private boolean isComplete() {
        return counted.size() == chunks.size();
    }
}
