package dev.avitstreams.ops.picture;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import javax.imageio.ImageIO;

/**
 * Text from a sheet of drawn letters (DejaVu Sans Mono, 15 pixels). Java's own text needs fonts installed, which a
 * container seldom has, and looks different on each machine.
 */
final class Lettering {
    static final int ADVANCE = 9;
    static final int LINE = 19;

    private static final String LETTERS = printableAscii() + "×–—…·≥≤°τ±é";
    private static final int COLUMNS = 32;
    private static final int ROWS = (LETTERS.length() + COLUMNS - 1) / COLUMNS;

    /** [2 · ROWS · LINE, COLUMNS · ADVANCE] coverage of each pixel: the regular letters, below them the bold ones. */
    private final BufferedImage sheet;

    private Lettering(BufferedImage sheet) {
        this.sheet = sheet;
    }

    static Lettering load() throws IOException {
        try (InputStream stream = Lettering.class.getResourceAsStream("/lettering/dejavu-sans-mono-15.png")) {
            if (stream == null) {
                throw new IOException("the program's own file lettering/dejavu-sans-mono-15.png is missing");
            }
            return new Lettering(ImageIO.read(stream));
        }
    }

    static int width(String text) {
        return text.length() * ADVANCE;
    }

    /** Draws one line with its upper left corner at (x, y); a letter not on the sheet becomes a question mark. */
    void draw(BufferedImage target, String text, int x, int y, Color colour, boolean bold) {
        for (int i = 0; i < text.length(); i++) {
            int letter = LETTERS.indexOf(text.charAt(i));
            drawLetter(target, letter < 0 ? LETTERS.indexOf('?') : letter, x + i * ADVANCE, y, colour, bold);
        }
    }

    private void drawLetter(BufferedImage target, int letter, int x, int y, Color colour, boolean bold) {
        int sheetX = letter % COLUMNS * ADVANCE;
        int sheetY = (letter / COLUMNS + (bold ? ROWS : 0)) * LINE;
        for (int row = 0; row < LINE; row++) {
            for (int column = 0; column < ADVANCE; column++) {
                int coverage = sheet.getRaster().getSample(sheetX + column, sheetY + row, 0);
                int targetX = x + column;
                int targetY = y + row;
                if (coverage > 0
                        && targetX >= 0
                        && targetX < target.getWidth()
                        && targetY >= 0
                        && targetY < target.getHeight()) {
                    target.setRGB(
                            targetX, targetY, Palette.mix(target.getRGB(targetX, targetY), colour.getRGB(), coverage));
                }
            }
        }
    }

    private static String printableAscii() {
        StringBuilder letters = new StringBuilder();
        for (char letter = ' '; letter < 127; letter++) {
            letters.append(letter);
        }
        return letters.toString();
    }
}
