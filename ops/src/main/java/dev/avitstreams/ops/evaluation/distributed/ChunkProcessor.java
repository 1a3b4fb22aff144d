package dev.avitstreams.ops.evaluation.distributed;

import dev.avitstreams.ops.evaluation.contest.Standing;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Evaluates chunks, one after the other. A chunk's offset is committed only after what was counted has been written; one
 * that is written twice, because the commit was lost, counts once, for the ledger takes the first.
 */
final class ChunkProcessor implements Processor<String, byte[], String, byte[]> {
    /** Header of a partial: which instance counted it. */
    static final String INSTANCE = "instance";

    private final Evaluation evaluation;
    private final byte[] instance;
    private ProcessorContext<String, byte[]> context;

    /** Evaluates a chunk. */
    @FunctionalInterface
    interface Evaluation {
        /**
         * @return empty if it has been counted already
         * @throws AbandonedException if stopping was wished meanwhile
         */
        Optional<Standing> of(Chunk chunk);
    }

    /** The chunk was not finished and must not be committed: this instance or another will begin it anew. */
    static final class AbandonedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        AbandonedException(Chunk chunk) {
            super("Stopped in chunk " + chunk);
        }
    }

    @SuppressWarnings("NullAway.Init") // init comes before process
    ChunkProcessor(Evaluation evaluation, String instance) {
        this.evaluation = evaluation;
        this.instance = instance.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void init(ProcessorContext<String, byte[]> initialised) {
        context = initialised;
    }

    @Override
    public void process(Record<String, byte[]> chunk) {
        evaluation.of(Chunk.parse(chunk.key())).ifPresent(standing -> {
            Record<String, byte[]> partial = chunk.withValue(PackedStanding.pack(standing));
            partial.headers().remove(INSTANCE).add(INSTANCE, instance);
            context.forward(partial);
        });
        context.commit();
    }
}
