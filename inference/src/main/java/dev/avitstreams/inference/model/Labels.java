package dev.avitstreams.inference.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The classes of a model, in the order of its head's rows. */
public record Labels(List<Label> classes) {

    /**
     * @param id identifier without blanks, for example a WordNet id
     * @param name for people
     */
    public record Label(String id, String name) {}

    public Labels {
        classes = List.copyOf(classes);
    }

    public Label get(int index) {
        return classes.get(index);
    }

    public int size() {
        return classes.size();
    }

    /** Writes what {@link #read} reads. */
    void write(Path file) throws IOException {
        Files.write(
                file,
                classes.stream().map(label -> label.id() + " " + label.name()).toList(),
                StandardCharsets.UTF_8);
    }

    /** Reads one class a line: identifier, blank, name. Empty lines are left out. */
    public static Labels read(Path file) {
        List<Label> classes = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                String text = line.strip();
                if (!text.isEmpty()) {
                    int blank = text.indexOf(' ');
                    classes.add(
                            blank < 0
                                    ? new Label(text, text)
                                    : new Label(
                                            text.substring(0, blank),
                                            text.substring(blank).strip()));
                }
            }
        } catch (IOException e) {
            throw new ModelException(
                    "Cannot read the labels file " + file + " (" + e.getClass().getSimpleName()
                            + "): it must be UTF-8 text, one class a line, named by 'labels' in model.json.",
                    e);
        }
        return new Labels(classes);
    }
}
