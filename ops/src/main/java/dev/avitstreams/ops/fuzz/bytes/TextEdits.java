package dev.avitstreams.ops.fuzz.bytes;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Changes text word by word and sign by sign, so that what comes out is often text of the same language still. */
public final class TextEdits {
    private static final Pattern TOKEN = Pattern.compile("[\\w.]+|[^\\w]", Pattern.DOTALL);
    private static final List<String> HOSTILE = List.of(
            "",
            "null",
            "true",
            "NaN",
            "-1",
            "1e999",
            "1e1000000000",
            "0x7fffffff",
            "{}",
            "[]",
            "\"\"",
            "\\u0000",
            "\\ud800",
            "../../etc/passwd",
            "%s%n",
            "💣",
            "\u0000",
            "\ufeff",
            "\n",
            "{\"a\":",
            "[[",
            "---",
            "2147483648",
            "9".repeat(400));
    private static final int MOST_EDITS = 6;
    private static final int DEEP = 3000;
    private static final int LONG = 100_000;

    private TextEdits() {}

    public static String edited(String text, SplittableRandom random) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        for (int edits = random.nextInt(1, MOST_EDITS); edits > 0; edits--) {
            tokens = ListEdits.edit(tokens, token -> changed(token, random), random);
        }
        String edited = String.join("", tokens);
        return random.nextInt(8) == 0
                ? new String(ByteEdits.damage(edited.getBytes(StandardCharsets.UTF_8), random), StandardCharsets.UTF_8)
                : edited;
    }

    private static String changed(String token, SplittableRandom random) {
        return switch (random.nextInt(8)) {
            case 0, 1 -> String.valueOf(ByteEdits.edge(random));
            case 2 -> random.nextInt(20) == 0 ? token.repeat(LONG / Math.max(1, token.length())) : token + token;
            case 3 -> random.nextInt(4) == 0 ? nested(random) : token;
            default -> HOSTILE.get(random.nextInt(HOSTILE.size()));
        };
    }

    private static String nested(SplittableRandom random) {
        String opening = List.of("[", "{\"a\":", "- ", "{a: ").get(random.nextInt(4));
        return opening.repeat(random.nextInt(DEEP));
    }
}
