package dev.avitstreams.ops.dashboard;

import dev.avitstreams.ops.dashboard.source.Reading;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands above all cameras.
 *
 * @param now the server's clock, milliseconds since 1970
 * @param batchP50 median size of the last minute's micro-batches; 0 if there were none
 * @param macsSavedShare of the dense model's multiply-accumulates in the last minute, 0 to 1; null if nothing came out
 * @param operatorMillis the operator's time for a frame in the last minute; null likewise
 * @param denseMillis the dense model's, as it was measured; null if it was not
 * @param lag frames the service has still before it
 * @param flushReasons batches of the last minute by why they were closed
 * @param operatingPoint of the last frame
 * @param points frames of the last ten seconds by operating point
 * @param turnedAway frames of cameras for which the page had no room
 * @param trouble what keeps the page from being up to date; empty if nothing does
 */
record Header(
        long now,
        double framesPerSecond,
        long classified,
        long rejected,
        int batchP50,
        @Nullable Double macsSavedShare,
        @Nullable Double operatorMillis,
        @Nullable Double denseMillis,
        Reading<Long> lag,
        Reading<Map<String, Long>> flushReasons,
        String model,
        String operatingPoint,
        Map<String, Long> points,
        int cameras,
        long turnedAway,
        boolean privacy,
        List<String> commands,
        String trouble) {}
