package dev.avitstreams.topology.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A page of the documentation that is made from the code. Its test fails while the page is stale; run with {@code
 * -Davit.docs.rewrite=true} to write it anew.
 */
public final class GeneratedPage {

    private GeneratedPage() {}

    /** @param name relative to {@code docs/} */
    public static void check(String name, String content) throws IOException {
        Path page = repository().resolve("docs").resolve(name);
        if (Boolean.getBoolean("avit.docs.rewrite")) {
            Files.createDirectories(page.getParent());
            Files.writeString(page, content);
        }
        assertThat(page)
                .as(
                        "docs/" + name
                                + " is made from the code and stale; write it anew with: mvn -Dquick -pl topology"
                                + " -am test -Dtest='*PageTest' -Dsurefire.failIfNoSpecifiedTests=false -Davit.docs.rewrite=true")
                .hasContent(content);
    }

    private static Path repository() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("topology/pom.xml"))) {
                return folder;
            }
        }
        throw new IllegalStateException("the working directory is not in the repository");
    }
}
