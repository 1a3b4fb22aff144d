package dev.avitstreams.topology.config;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.MemoryUsageType;
import org.rocksdb.MemoryUtil;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

class BoundedRocksDbTest {
    private static final int STORES = 24;
    private static final int RECORDS = 3000;
    private static final double MEBI = 1 << 20;

    @TempDir
    private Path folder;

    @Test
    void allStoresTogetherKeepWithinTheirBound() throws RocksDBException {
        List<RocksDB> stores = new ArrayList<>();
        List<Options> options = new ArrayList<>();
        try {
            for (int store = 0; store < STORES; store++) {
                Options own = new Options().setCreateIfMissing(true);
                own.setTableFormatConfig(new BlockBasedTableConfig());
                new BoundedRocksDb().setConfig("store-" + store, own, Map.of());
                options.add(own);
                stores.add(RocksDB.open(own, folder.resolve("store-" + store).toString()));
            }

            byte[] value = new byte[1024];
            for (int record = 0; record < RECORDS; record++) {
                byte[] key = ("camera-" + record).getBytes(StandardCharsets.UTF_8);
                for (RocksDB store : stores) {
                    store.put(key, value); // 72 MiB in all, which Kafka's defaults would keep in memory
                }
            }

            // What is over the bound is written out in the background.
            await().atMost(Duration.ofSeconds(30)).until(() -> heldMebibytes(stores) < 24);
            assertThat(stores.get(0).get("camera-7".getBytes(StandardCharsets.UTF_8)))
                    .isEqualTo(value);
        } finally {
            stores.forEach(RocksDB::close);
            options.forEach(Options::close);
        }
    }

    private static double heldMebibytes(List<RocksDB> stores) {
        return requireNonNull(
                        MemoryUtil.getApproximateMemoryUsageByType(stores, null).get(MemoryUsageType.kMemTableTotal))
                / MEBI;
    }
}
