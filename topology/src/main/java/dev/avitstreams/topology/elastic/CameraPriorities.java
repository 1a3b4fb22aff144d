package dev.avitstreams.topology.elastic;

import dev.avitstreams.inference.frame.FrameOrigin.Priority;
import java.util.List;

/**
 * Which cameras have high priority. Immutable.
 *
 * @param high their ids, in which {@code *} stands for any characters
 */
public record CameraPriorities(List<String> high) {

    /** No camera before another. */
    public static final CameraPriorities NONE = new CameraPriorities(List.of());

    public CameraPriorities {
        high = List.copyOf(high);
    }

    public Priority of(String camera) {
        for (String pattern : high) {
            if (matches(pattern, camera)) {
                return Priority.HIGH;
            }
        }
        return Priority.NORMAL;
    }

    /** Asked for every frame, of ids that others choose: at worst the product of both lengths, and no recursion. */
    private static boolean matches(String pattern, String text) {
        int at = 0;
        int place = 0;
        int star = -1; // the last one passed, and from where in the text it may take one character more
        int afterStar = 0;
        while (at < text.length()) {
            if (place < pattern.length() && pattern.charAt(place) == '*') {
                star = place++;
                afterStar = at;
            } else if (place < pattern.length() && pattern.charAt(place) == text.charAt(at)) {
                place++;
                at++;
            } else if (star >= 0) {
                place = star + 1;
                at = ++afterStar;
            } else {
                return false;
            }
        }
        while (place < pattern.length() && pattern.charAt(place) == '*') {
            place++;
        }
        return place == pattern.length();
    }
}
