package dev.avitstreams.inference.image;

/**
 * How stored pixels are to be turned for display (EXIF tag 0x0112, values 1 to 8).
 *
 * <p>Every one of the eight is an optional transposition followed by optional mirrorings.
 */
enum Orientation {
    UPRIGHT(false, false, false),
    MIRRORED(false, true, false),
    UPSIDE_DOWN(false, true, true),
    MIRRORED_UPSIDE_DOWN(false, false, true),
    TRANSPOSED(true, false, false),
    TURN_CLOCKWISE(true, true, false),
    TRANSPOSED_UPSIDE_DOWN(true, true, true),
    TURN_ANTICLOCKWISE(true, false, true);

    private static final int TAG = 0x0112;
    private static final int TYPE_SHORT = 3;
    private static final int ENTRY_BYTES = 12;

    final boolean transpose;
    final boolean flipColumns;
    final boolean flipRows;

    Orientation(boolean transpose, boolean flipColumns, boolean flipRows) {
        this.transpose = transpose;
        this.flipColumns = flipColumns;
        this.flipRows = flipRows;
    }

    /**
     * Reads the tag from an EXIF block; {@link #UPRIGHT} where it is absent or nonsense, since many writers get EXIF
     * wrong and the picture is none the worse for it.
     *
     * @param from where the TIFF header begins ({@code II*\0} or {@code MM\0*}), after any {@code Exif\0\0}
     * @param to end of the block
     */
    static Orientation fromExif(ByteView bytes, int from, int to) {
        boolean little = bytes.hasAscii(from, "II*\0");
        if (to - from < 8 || !(little || bytes.hasAscii(from, "MM\0*"))) {
            return UPRIGHT;
        }
        long directory = from + (little ? bytes.u32Little(from + 4) : bytes.u32(from + 4));
        if (directory + 2 > to) {
            return UPRIGHT;
        }
        int entries = u16(bytes, (int) directory, little);
        for (int i = 0; i < entries; i++) {
            long entry = directory + 2 + (long) i * ENTRY_BYTES;
            if (entry + ENTRY_BYTES > to) {
                return UPRIGHT;
            }
            int at = (int) entry;
            if (u16(bytes, at, little) == TAG && u16(bytes, at + 2, little) == TYPE_SHORT) {
                int value = u16(bytes, at + 8, little);
                return value >= 1 && value <= 8 ? values()[value - 1] : UPRIGHT;
            }
        }
        return UPRIGHT;
    }

    private static int u16(ByteView bytes, int at, boolean little) {
        return little ? bytes.u16Little(at) : bytes.u16(at);
    }
}
