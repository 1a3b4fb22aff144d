package dev.avitstreams.ops.camera;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** The photographs that come with the program (authors and licences: NOTICE). */
final class Photographs {
    private static final List<String> NAMES = List.of("chelsea", "coffee", "astronaut", "rocket", "photographer");

    private Photographs() {}

    /** A named picture. */
    record Photograph(String name, BufferedImage pixels) {}

    static List<Photograph> load() throws IOException {
        List<Photograph> photographs = new ArrayList<>();
        for (String name : NAMES) {
            String resource = "/photographs/" + name + ".jpg";
            try (InputStream stream = Photographs.class.getResourceAsStream(resource)) {
                if (stream == null) {
                    throw new IOException("the program's own file " + resource + " is missing; build it again");
                }
                photographs.add(new Photograph(name, ImageIO.read(stream)));
            }
        }
        return List.copyOf(photographs);
    }
}
