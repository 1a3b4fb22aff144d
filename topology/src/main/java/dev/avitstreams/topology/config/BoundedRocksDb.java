package dev.avitstreams.topology.config;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * Bounds the native memory of all state stores of a process together. By Kafka Streams' defaults each store may hold
 * 50 MiB of blocks and three tables of 16 MiB in memory, and an instance has two stores a task.
 *
 * <p>What is kept is small: a window or two of each camera and of all. Created by Kafka Streams, by the class's name, once
 * for each store that is opened; thread-safe.
 *
 * @see <a href="https://kafka.apache.org/documentation/streams/developer-guide/memory-mgmt.html#rocksdb">Kafka Streams,
 *     memory management</a>
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {
    private static final long ALL_BYTES = 32L << 20;
    private static final long WRITTEN_BYTES = 16L << 20;
    private static final long TABLE_BYTES = 1L << 20;
    private static final int TABLES = 2;

    /**
     * Of the process, and with it until its end: stores come and go. In a class of its own, so that reading a configuration
     * loads no native library.
     */
    private static final class Shared {
        private static final Cache CACHE = new LRUCache(ALL_BYTES);
        private static final WriteBufferManager WRITTEN = new WriteBufferManager(WRITTEN_BYTES, CACHE);
    }

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        BlockBasedTableConfig tables = (BlockBasedTableConfig) options.tableFormatConfig();
        tables.setBlockCache(Shared.CACHE);
        tables.setCacheIndexAndFilterBlocks(true);
        options.setTableFormatConfig(tables);
        options.setWriteBufferManager(Shared.WRITTEN);
        options.setWriteBufferSize(TABLE_BYTES);
        options.setMaxWriteBufferNumber(TABLES);
    }

    @Override
    public void close(String storeName, Options options) {
        // Nothing here is the store's own.
    }
}
