package dev.avitstreams.ops.evaluation.distributed;

import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.evaluation.range.OffsetRange;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What all instances evaluate: the first one that stands in the ledger holds for all.
 *
 * @param asked which records were asked for, as it was said: "2h ago" means others by now
 * @param range of the frames topic
 * @param chunkSize offsets to a chunk
 * @param contest contenders and how they are judged, in words
 * @param sideTopics where reading of other topics ends (truth, labels), by topic and partition: they may go on growing
 */
public record Agreement(
        String asked, OffsetRange range, int chunkSize, String contest, Map<String, Map<Integer, Long>> sideTopics) {
    public Agreement {
        sideTopics = new TreeMap<>(sideTopics);
    }

    /** One of that range, in chunks of the size that suits it. */
    public static Agreement on(
            String asked, OffsetRange range, String contest, Map<String, Map<Integer, Long>> sideTopics) {
        return new Agreement(asked, range, Chunk.sizeFor(range), contest, sideTopics);
    }

    /** Where reading of another topic ends, by partition. */
    public Optional<Map<Integer, Long>> ends(String topic) {
        return Optional.ofNullable(sideTopics.get(topic));
    }

    /** @throws CommandFailure if an instance was asked for something else */
    public void require(String wantedRecords, String wantedContest) {
        if (!asked.equals(wantedRecords)) {
            throw CommandFailure.usage(
                    "The distributed evaluation is of the records " + asked + "; asked for are those " + wantedRecords
                            + ". Give every instance the same options, or another name to --distributed.");
        }
        if (!contest.equals(wantedContest)) {
            throw CommandFailure.usage("The distributed evaluation is another one (" + contest + "), this one is: "
                    + wantedContest + ". Give every instance the same options, or another name to --distributed.");
        }
    }
}
