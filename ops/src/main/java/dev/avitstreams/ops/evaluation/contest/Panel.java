package dev.avitstreams.ops.evaluation.contest;

import dev.avitstreams.inference.engine.Verdict;
import dev.avitstreams.inference.evaluation.Judgement;
import dev.avitstreams.inference.evaluation.Subject;
import dev.avitstreams.inference.frame.Classification;
import dev.avitstreams.inference.frame.FrameOutcome.Rejected;
import dev.avitstreams.inference.frame.FrameRejectedException;
import dev.avitstreams.inference.image.ImageDecoder;
import dev.avitstreams.inference.image.PreparedImage;
import dev.avitstreams.ops.evaluation.contest.Looked.Answer;
import dev.avitstreams.ops.evaluation.frames.RawFrame;
import dev.avitstreams.ops.evaluation.frames.ReadFrame;
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

    Panel(List<Contender> contenders, ImageDecoder decoder, ClassIndex classes) {
        this.contenders = contenders;
        this.decoder = decoder;
        this.classes = classes;
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
        List<PreparedImage> images =
                opened.stream().flatMap(frame -> frame.pixels().stream()).toList();
        List<Subject> subjects = opened.stream()
                .filter(frame -> frame.pixels().isPresent())
                .map(Opened::subject)
                .toList();
        List<List<Answer>> answers = new ArrayList<>();
        contenders.forEach(contender -> answers.add(List.of()));
        for (int place = 0; place < contenders.size() && !images.isEmpty(); place++) {
            int index = (int) ((turn + place) % contenders.size());
            answers.set(index, ask(contenders.get(index), images, subjects));
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

    private static List<Answer> ask(Contender contender, List<PreparedImage> images, List<Subject> subjects) {
        long begin = System.nanoTime();
        List<Verdict> verdicts = contender.classify(images);
        long nanos = (System.nanoTime() - begin) / images.size();
        return IntStream.range(0, verdicts.size())
                .mapToObj(index -> answer(contender, verdicts.get(index), subjects.get(index), nanos))
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
        Judgement judgement = Judgement.of(
                said.logits(),
                subject.truth(),
                said.activeTokens(),
                said.classTokenDepth(),
                said.macsExecuted(),
                contender.architecture());
        return new Answer(Optional.of(judgement), Optional.of(said), "", nanos);
    }
}
