package dev.avitstreams.ops.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The configurations of docs/security.md, by their headings, with the addresses and files of a test. */
record Recipes(Map<String, String> byHeading) {
    private static final Pattern RECIPE =
            Pattern.compile("### ([^\n]+)\n(?:(?!###)[\\s\\S])*?```yaml\n([\\s\\S]*?)```");

    static Recipes ofTheManual() throws IOException {
        Map<String, String> byHeading = new LinkedHashMap<>();
        Matcher recipe = RECIPE.matcher(Files.readString(Path.of("..", "docs", "security.md")));
        while (recipe.find()) {
            byHeading.put(recipe.group(1), recipe.group(2));
        }
        return new Recipes(byHeading);
    }

    String get(String heading) {
        String recipe = byHeading.get(heading);
        if (recipe == null) {
            throw new IllegalArgumentException("docs/security.md has no '" + heading + "', only " + byHeading.keySet());
        }
        return recipe;
    }
}
