package dev.avitstreams.topology.config;

import java.util.List;
import java.util.Map;

/** A piece of the file as written, before it means anything. Scalars stay text. */
sealed interface RawValue {

    /** Where it was written, for example {@code line 7} or {@code AVIT_BATCH_MAX_SIZE}. */
    String origin();

    /**
     * @param text the value, placeholders replaced
     * @param shown the value as written, fit for an error message
     */
    record Scalar(String text, String shown, String origin) implements RawValue {
        Scalar(String text, String origin) {
            this(text, text, origin);
        }
    }

    record Listing(List<RawValue> items, String origin) implements RawValue {}

    /** @param entries in the order written; changed while overrides are laid over them */
    record Mapping(Map<String, RawValue> entries, String origin) implements RawValue {}
}
