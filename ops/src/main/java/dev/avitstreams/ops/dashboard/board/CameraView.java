package dev.avitstreams.ops.dashboard.board;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tile of the wall.
 *
 * @param latest the last classified frame; null for a camera of which every frame was refused
 * @param depths mean depth of the last frames, oldest first
 * @param macsSavedShare over those frames, 0 to 1
 * @param rejected frames refused since the page's server started
 * @param rejectedAt when the last was, milliseconds since 1970; 0 for never
 * @param lastAt when anything of it was last seen, milliseconds since 1970
 * @param staleAfterMillis silence after which it is to be called stale
 * @param offlineAfterMillis silence after which it is to be called offline
 */
public record CameraView(
        String camera,
        @Nullable SeenFrame latest,
        List<Float> depths,
        double macsSavedShare,
        long rejected,
        long rejectedAt,
        long lastAt,
        long staleAfterMillis,
        long offlineAfterMillis) {}
