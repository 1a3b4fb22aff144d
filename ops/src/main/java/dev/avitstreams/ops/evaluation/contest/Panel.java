package dev.avitstreams.ops.evaluation.contest;

import dev.avitstreams.inference.engine.Verdict;
import dev.avitstreams.inference.evaluation.Judgement;
import dev.avitstreams.inference.evaluation.Subject;
import dev.avitstreams.inference.frame.Classification;
import dev.avitstreams.inference.frame.FrameOutcome.Rejected;
import dev.avitstreams.inference.frame.FrameRejectedException;
import dev.avitstreams.inference.image.ImageDecoder;
import dev.avitstreams.inference.image.PreparedImage;
import dev.avitstreams.inference.model.Architecture;
import dev.avitstreams.ops.evaluation.contest.Looked.Answer;
import dev.avitstreams.ops.evaluation.frames.RawFrame;
import dev.avitstreams.ops.evaluation.frames.ReadFrame;
import dev.avitstreams.ops.evaluation.skew.PublishedLabels;
import dev.avitstreams.ops.evaluation.skew.PublishedLabels.Recorded;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Reads and decodes frames once and shows them to all contenders in turn. Thread-safe. */
final class Panel {
    private final List<Contender> contenders;
    private final ImageDecoder decoder;
    private final ClassIndex classes;
    private final Optional<PublishedLabels> published;

    Panel(List<Contender> contenders, ImageDecoder decoder, ClassIndex classes, Optional<PublishedLabels> published) {
        this.contenders = contenders;
        this.decoder = decoder;
        this.classes = classes;
        this.published = published;
    }

    /** Read and perhaps decoded; waits for the contenders. */
    private record Opened(
            ReadFrame frame,
            Optional<String> truth,
            Subject subject,
            ImageDigest digest,
            Optional<PreparedImage> pixels,
            Optional<Rejected> rejected,
            long nanos) {}

    /**
     * One batch. Contenders begin in another order each time, so that their times compare.
     *
     * @param turn number of the batch
     */
    List<Looked> look(List<RawFrame> batch, long turn) {
        List<Opened> opened = batch.stream().map(this::open).toList();
        Shown shown = show(opened);
        List<List<Answer>> answers = new ArrayList<>();
        contenders.forEach(contender -> answers.add(List.of()));
        for (int place = 0; place < contenders.size() && !shown.images().isEmpty(); place++) {
            int index = (int) ((turn + place) % contenders.size());
            answers.set(index, ask(contenders.get(index), shown));
        }
        List<Looked> looked = new ArrayList<>();
        int place = 0;
        for (Opened frame : opened) {
            int own = frame.pixels().isPresent() ? place++ : -1;
            looked.add(new Looked(
                    frame.frame(),
                    frame.subject(),
                    frame.truth(),
                    frame.digest(),
                    frame.pixels(),
                    frame.rejected(),
                    own < 0
                            ? List.of()
                            : answers.stream().map(all -> all.get(own)).toList(),
                    frame.nanos()));
        }
        return looked;
    }

    /** What contenders get to see, of the frames that could be decoded: three lists in one order. */
    private record Shown(List<PreparedImage> images, List<Subject> subjects, List<Optional<Recorded>> recorded) {}

    private Shown show(List<Opened> opened) {
        List<PreparedImage> images = new ArrayList<>();
        List<Subject> subjects = new ArrayList<>();
        List<Optional<Recorded>> recorded = new ArrayList<>();
        for (Opened frame : opened) {
            frame.pixels().ifPresent(pixels -> {
                images.add(pixels);
                subjects.add(frame.subject());
                recorded.add(
                        published.flatMap(labels -> frame.frame().position().flatMap(labels::recorded)));
            });
        }
        return new Shown(images, subjects, recorded);
    }

    private Opened open(RawFrame raw) {
        long begin = System.nanoTime();
        ReadFrame frame = raw.read();
        ImageDigest digest = ImageDigest.of(frame.image());
        Optional<PreparedImage> pixels = Optional.empty();
        Optional<Rejected> rejected = frame.rejected();
        if (rejected.isEmpty()) {
            try {
                pixels = Optional.of(decoder.decode(frame.image()));
            } catch (FrameRejectedException e) {
                rejected = Optional.of(e.toOutcome());
            }
        }
        long nanos = System.nanoTime() - begin;
        Optional<String> truth = classes.truth(frame);
        int hour = frame.capturedAt()
                .map(time -> time.atOffset(ZoneOffset.UTC).getHour())
                .orElse(Subject.UNKNOWN);
        Subject subject = new Subject(digest.key(), classes.index(truth), frame.camera(), hour);
        return new Opened(frame, truth, subject, digest, pixels, rejected, nanos);
    }

    private static List<Answer> ask(Contender contender, Shown shown) {
        long begin = System.nanoTime();
        List<Verdict> verdicts = contender.classify(shown.images(), shown.recorded());
        long nanos = (System.nanoTime() - begin) / shown.images().size();
        return IntStream.range(0, verdicts.size())
                .mapToObj(index ->
                        answer(contender, verdicts.get(index), shown.subjects().get(index), nanos))
                .toList();
    }

    private static Answer answer(Contender contender, Verdict verdict, Subject subject, long nanos) {
        if (verdict instanceof Verdict.Broken broken) {
            throw broken.failure(); // not this frame's fault: the evaluation cannot go on
        }
        if (verdict instanceof Verdict.Culprit culprit) {
            return new Answer(
                    Optional.empty(),
                    Optional.empty(),
                    String.valueOf(culprit.failure().getMessage()),
                    nanos);
        }
        Classification said = ((Verdict.Answer) verdict).classification();
        Architecture architecture = contender.architecture();
        Judgement judgement = Judgement.of(
                said.logits(),
                subject.truth(),
                said.activeTokens(),
                said.classTokenDepth(),
                said.macsExecuted(),
                architecture.atSide(said.patchDepths().rows() * architecture.patchSide()));
        return new Answer(Optional.of(judgement), Optional.of(said), "", nanos);
    }
}
