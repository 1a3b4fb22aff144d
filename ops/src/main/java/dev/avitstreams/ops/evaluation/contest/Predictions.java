package dev.avitstreams.ops.evaluation.contest;

import dev.avitstreams.inference.evaluation.Judgement;
import dev.avitstreams.inference.frame.Classification;
import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.Sentences;
import dev.avitstreams.topology.frames.FrameCoordinate;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Every answer as a line of CSV, in the order of the supply: for checks with other tools. Belongs to one thread. */
public final class Predictions implements AutoCloseable {
    private static final String HEADING = "frameId,camera,partition,offset,truth,truthIndex,model,point,answerIndex,"
            + "confidence,negativeLogLikelihood,top5,meanDepth,macs\n";

    private final Path file;
    private final RandomAccessFile bytes;
    private final BufferedWriter lines;

    /** @param kept length that an earlier run had come to; what lies beyond is written anew */
    public Predictions(Path file, long kept) {
        this.file = file;
        try {
            long there = Files.exists(file) ? Files.size(file) : 0;
            if (there < kept) {
                throw CommandFailure.usage("The predictions in " + file + " are " + there + " bytes long, but " + kept
                        + " were written when the state was kept; put the file back, or remove the state to begin"
                        + " anew.");
            }
            this.bytes = new RandomAccessFile(file.toFile(), "rw");
            bytes.setLength(kept);
            bytes.seek(kept);
            this.lines = new BufferedWriter(
                    new OutputStreamWriter(Channels.newOutputStream(bytes.getChannel()), StandardCharsets.UTF_8));
            if (kept == 0) {
                lines.write(HEADING);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private CommandFailure failed(IOException e) {
        return CommandFailure.runtime("Cannot write the predictions to " + file + ": " + Sentences.of(e), e);
    }

    void add(Looked looked, List<Contender> contenders) {
        try {
            for (int index = 0; index < looked.answers().size(); index++) {
                if (looked.answers().get(index).judgement().isPresent()) {
                    Contender contender = contenders.get(index);
                    Optional<String> own =
                            looked.answers().get(index).classification().map(Classification::operatingPoint);
                    String point = contender.kind() == Contender.Kind.RECORDED
                            ? own.orElse(contender.pointName())
                            : contender.pointName();
                    lines.write(line(
                            looked,
                            contender,
                            point,
                            looked.answers().get(index).judgement().get()));
                }
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static String line(Looked looked, Contender contender, String point, Judgement judgement) {
        String partition = looked.frame()
                .position()
                .map(FrameCoordinate::partition)
                .map(String::valueOf)
                .orElse("");
        String offset = looked.frame()
                .position()
                .map(FrameCoordinate::offset)
                .map(String::valueOf)
                .orElse("");
        List<Object> fields = List.of(
                quoted(looked.frame().frameId()),
                quoted(looked.frame().camera()),
                partition,
                offset,
                quoted(looked.truth().orElse("")),
                looked.subject().truth(),
                quoted(contender.model()),
                quoted(point),
                judgement.first(),
                judgement.confidence(),
                Double.isFinite(judgement.surprise()) ? judgement.surprise() : "",
                judgement.best().stream().map(String::valueOf).collect(Collectors.joining(" ")),
                judgement.meanDepth(),
                judgement.macs());
        return fields.stream().map(String::valueOf).collect(Collectors.joining(",", "", "\n"));
    }

    private static String quoted(String text) {
        return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /** Bytes written so far, all of them on their way to the disk. */
    long length() {
        try {
            lines.flush();
            return bytes.getFilePointer();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw failed(e);
        }
    }
}
