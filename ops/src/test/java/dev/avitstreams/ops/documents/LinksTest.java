package dev.avitstreams.ops.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.ops.documents.MarkdownPages.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A link between pages leads to a file that is there, and to a heading that it has. */
class LinksTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

    @Test
    void linksLeadSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Page page : MarkdownPages.all()) {
            Matcher link = LINK.matcher(page.prose());
            while (link.find()) {
                if (!link.group(1).contains("://")) {
                    links++;
                    if (!leadsSomewhere(page, link.group(1))) {
                        broken.add(page.name() + " -> " + link.group(1));
                    }
                }
            }
        }

        assertThat(links).isGreaterThan(50);
        assertThat(broken).isEmpty();
    }

    private static boolean leadsSomewhere(Page page, String link) throws IOException {
        int mark = link.indexOf('#');
        String file = mark < 0 ? link : link.substring(0, mark);
        Path target = file.isEmpty() ? page.file() : page.file().resolveSibling(file);
        if (!Files.exists(target)) {
            return false;
        }
        return mark < 0 || anchors(Files.readAllLines(target)).contains(link.substring(mark + 1));
    }

    /** As the usual hosts make them of headings. */
    private static Set<String> anchors(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
                .map(title -> title.replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }
}
