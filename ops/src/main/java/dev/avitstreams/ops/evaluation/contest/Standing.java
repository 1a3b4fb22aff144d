package dev.avitstreams.ops.evaluation.contest;

import dev.avitstreams.inference.evaluation.Judgement;
import dev.avitstreams.inference.evaluation.PairTally;
import dev.avitstreams.inference.evaluation.PointTally;
import dev.avitstreams.inference.evaluation.Resampling;
import dev.avitstreams.inference.evaluation.TimeSpread;
import dev.avitstreams.inference.frame.Classification;
import dev.avitstreams.ops.evaluation.contest.Looked.Answer;
import dev.avitstreams.ops.evaluation.skew.PublishedLabels;
import dev.avitstreams.ops.evaluation.skew.SkewTally;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that was counted so far. Its fields are its whole state; standings of other frames of the same contest can be
 * merged without loss. Belongs to one thread.
 */
public final class Standing {
    /** Category of frames that were decoded and that a contender failed on. */
    public static final String FAILED = "inference-failed";

    private static final int REASONS = 10;

    private long read;
    private final TreeMap<String, Long> rejected = new TreeMap<>(); // by category
    private final TreeMap<String, String> reasons = new TreeMap<>(); // by frame id, the first ones
    private final Truths truths = new Truths();
    private BigInteger images = BigInteger.ZERO;
    private final ArrayList<PointTally> points = new ArrayList<>(); // one a contender
    private final ArrayList<PairTally> pairs = new ArrayList<>(); // of each contender with the first
    private final Gallery gallery = new Gallery();
    private final SkewTally skew = new SkewTally();
    private final ArrayList<TimeSpread> times = new ArrayList<>(); // one a contender
    private long decodeNanos;
    private long wallNanos;

    /** For reading one back. */
    private Standing() {}

    /** Nothing counted yet. */
    public Standing(int contenders) {
        for (int index = 0; index < contenders; index++) {
            points.add(new PointTally());
            pairs.add(new PairTally());
            times.add(new TimeSpread());
        }
    }

    /** How frames are counted; the same for a whole contest. */
    record Rules(List<Contender> contenders, Resampling resampling, Optional<PublishedLabels> published) {
        /** Index of the dense pass that all are related to; −1 where there is none. */
        int reference() {
            for (int index = 0; index < contenders.size(); index++) {
                Contender.Kind kind = contenders.get(index).kind();
                if (kind == Contender.Kind.DENSE || kind == Contender.Kind.REFERENCE) {
                    return index;
                }
            }
            return -1;
        }
    }

    void add(Looked looked, Rules rules) {
        read++;
        decodeNanos += looked.decodeNanos();
        truths.add(looked.truth(), looked.subject().isLabelled());
        looked.rejected().ifPresent(why -> reject(looked, why.category().tag(), why.reason()));
        if (looked.seen().isPresent()) {
            images = looked.digest().addTo(images);
            count(looked, rules);
        }
        compareWithProduction(looked, rules);
    }

    private void reject(Looked looked, String category, String reason) {
        rejected.merge(category, 1L, Long::sum);
        reasons.put(looked.frame().frameId(), category + ": " + reason);
        if (reasons.size() > REASONS) {
            reasons.pollLastEntry();
        }
    }

    private void count(Looked looked, Rules rules) {
        byte[] weights = rules.resampling().weights(looked.subject().key());
        int reference = rules.reference();
        @Nullable
        Judgement dense = reference < 0
                ? null
                : looked.answers().get(reference).judgement().orElse(null);
        Optional<Judgement> base = looked.answers().get(0).judgement();
        for (int index = 0; index < points.size(); index++) {
            Answer answer = looked.answers().get(index);
            times.get(index).add(answer.nanos());
            if (answer.judgement().isEmpty()) {
                points.get(index).addFailure();
                reject(looked, FAILED, rules.contenders().get(index).title() + ": " + answer.failure());
                continue;
            }
            Judgement judgement = answer.judgement().get();
            points.get(index).add(looked.subject(), judgement, dense, weights);
            if (index > 0 && base.isPresent()) {
                pairs.get(index).add(looked.subject(), base.get(), judgement);
            }
        }
        Optional<Classification> said = looked.answers().get(0).classification();
        if (base.isPresent() && said.isPresent()) {
            gallery.add(looked, base.get(), said.get());
        }
    }

    private void compareWithProduction(Looked looked, Rules rules) {
        if (rules.published().isEmpty() || looked.frame().position().isEmpty()) {
            return;
        }
        boolean isRejected = looked.answers().isEmpty();
        if (!isRejected && looked.answers().get(0).judgement().isEmpty()) {
            return; // the replay's own failure, counted as such, tells nothing of the label
        }
        Map<String, Classification> answers = new HashMap<>();
        for (int index = 0; index < looked.answers().size(); index++) {
            Contender contender = rules.contenders().get(index);
            if (contender.isServed()) {
                looked.answers()
                        .get(index)
                        .classification()
                        .ifPresent(answer -> answers.put(
                                SkewTally.key(answer.model().weightsSha256(), answer.operatingPoint()), answer));
            }
        }
        skew.add(rules.published().get(), looked.frame().position().get(), answers, isRejected);
    }

    /** Adds what another counted of other frames. */
    public void merge(Standing other) {
        read += other.read;
        other.rejected.forEach((category, count) -> rejected.merge(category, count, Long::sum));
        reasons.putAll(other.reasons);
        while (reasons.size() > REASONS) {
            reasons.pollLastEntry();
        }
        truths.merge(other.truths);
        images = images.add(other.images).mod(BigInteger.ONE.shiftLeft(256));
        for (int index = 0; index < points.size(); index++) {
            points.get(index).merge(other.points.get(index));
            pairs.get(index).merge(other.pairs.get(index));
            times.get(index).merge(other.times.get(index));
        }
        gallery.merge(other.gallery);
        skew.merge(other.skew);
        decodeNanos += other.decodeNanos;
        wallNanos += other.wallNanos;
    }

    void addWall(long nanos) {
        wallNanos += nanos;
    }

    /** Frames, whatever became of them. */
    public long read() {
        return read;
    }

    /** Frames no contender saw, and failures of contenders, by category. */
    public Map<String, Long> rejected() {
        return Collections.unmodifiableMap(rejected);
    }

    /** Why, of some frames. */
    public List<String> reasons() {
        return reasons.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .toList();
    }

    public Truths truths() {
        return truths;
    }

    /** Digest of all images together, in whatever order: equal for equal sets of frames. */
    public String imagesDigest() {
        return "%064x".formatted(images);
    }

    public List<PointTally> points() {
        return points;
    }

    /** By contender; that of the first with itself is empty. */
    public List<PairTally> pairs() {
        return pairs;
    }

    public Gallery gallery() {
        return gallery;
    }

    public SkewTally skew() {
        return skew;
    }

    public List<TimeSpread> times() {
        return times;
    }

    /** Of all workers together. */
    public long decodeNanos() {
        return decodeNanos;
    }

    /** From begin to end, interruptions left out. */
    public long wallNanos() {
        return wallNanos;
    }
}
