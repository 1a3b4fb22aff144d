package dev.avitstreams.topology.summary;

import dev.avitstreams.schemas.HaltingSummary;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Names and builders of a summary processor's two stores. */
record SummaryStores(String open, String closedUntil) {

    static SummaryStores named(String prefix) {
        return new SummaryStores(prefix + "-open-windows", prefix + "-closed-until");
    }

    Set<StoreBuilder<?>> builders(Serde<HaltingSummary> summarySerde) {
        return Set.of(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(open), Serdes.String(), summarySerde),
                Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(closedUntil), Serdes.String(), Serdes.Long()));
    }
}
