package dev.avitstreams.topology.metrics;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gives the first cameras time series of their own and lets later ones share one, so that a producer inventing camera
 * ids cannot fill the memory of everyone who keeps our metrics.
 */
final class CameraTags {

    static final String OTHER = "other";

    private final int limit;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    CameraTags(int limit) {
        this.limit = limit;
    }

    String tagOf(String camera) {
        if (known.contains(camera)) {
            return camera;
        }
        synchronized (known) {
            if (known.size() < limit) {
                known.add(camera);
                return camera;
            }
        }
        return OTHER;
    }
}
