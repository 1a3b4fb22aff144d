package dev.avitstreams.ops.console;

/** Text of unknown origin (names of files, classes, frames) for a terminal or an XML file. */
public final class Printable {
    private static final int REPLACEMENT = 0xFFFD;

    private Printable() {}

    /**
     * Puts a blank for line breaks and tabs, and � for what would steer a terminal or that XML 1.0 forbids: control
     * characters, halves of surrogate pairs and the two non-characters.
     */
    public static String of(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().map(Printable::replaced).forEach(printable::appendCodePoint);
        return printable.toString();
    }

    private static int replaced(int point) {
        if (point == '\n' || point == '\r' || point == '\t') {
            return ' ';
        }
        boolean isHalf = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
        return Character.isISOControl(point) || isHalf || point == 0xFFFE || point == 0xFFFF ? REPLACEMENT : point;
    }
}
