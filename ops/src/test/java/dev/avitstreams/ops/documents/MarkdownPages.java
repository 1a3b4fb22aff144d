package dev.avitstreams.ops.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Every page of the repository that is written for people. */
final class MarkdownPages {
    static final Path ROOT = Path.of("..");

    private MarkdownPages() {}

    /** A page, line by line. */
    record Page(Path file, List<String> lines) {
        String name() {
            return ROOT.relativize(file).toString();
        }

        String text() {
            return String.join("\n", lines);
        }

        /** Lines between fences, those that end in a backslash joined with the next. */
        List<String> shellLines() {
            List<String> found = new ArrayList<>();
            boolean inside = false;
            StringBuilder command = new StringBuilder();
            for (String line : lines) {
                if (line.stripLeading().startsWith("```")) {
                    inside = !inside;
                } else if (inside && line.endsWith("\\")) {
                    command.append(line, 0, line.length() - 1).append(' ');
                } else if (inside) {
                    found.add(command.append(line).toString().strip());
                    command.setLength(0);
                }
            }
            return found;
        }

        /** Text outside fences. */
        String prose() {
            StringBuilder text = new StringBuilder();
            boolean inside = false;
            for (String line : lines) {
                if (line.stripLeading().startsWith("```")) {
                    inside = !inside;
                } else if (!inside) {
                    text.append(line).append('\n');
                }
            }
            return text.toString();
        }
    }

    static List<Page> all() throws IOException {
        List<Page> pages = new ArrayList<>();
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"));
                Stream<Path> ops = Files.walk(Path.of("."))) {
            List<Path> files = Stream.of(top, docs, ops, Stream.of(ROOT.resolve("model/README.md")))
                    .flatMap(stream -> stream)
                    .filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .map(Path::normalize)
                    .sorted()
                    .toList();
            for (Path file : files) {
                pages.add(new Page(file, Files.readAllLines(file)));
            }
        }
        return pages;
    }

    static Page page(String name) throws IOException {
        Path file = ROOT.resolve(name);
        return new Page(file, Files.readAllLines(file));
    }
}
