package dev.avitstreams.topology.config;

import java.util.Locale;
import java.util.regex.Pattern;

/** Tells which settings hold secrets, by their names, and keeps those from being shown. */
final class Secrets {

    static final String REDACTED = "[redacted]";

    private static final Pattern SECRET_WORD =
            Pattern.compile("password|passwd|passphrase|secret|token|jaas|credential|user\\.info"
                    + "|(api|private|access)[._-]key|ssl\\..*\\.key$");

    /** Names with a secret's word in them that only say where, how or how long. */
    private static final Pattern HARMLESS_END = Pattern.compile(
            "[._-](url|uri|file|location|path|class|classes|ms|seconds|type|algorithm|name|id|source|provider)$");

    /** Up to the last @, as a password may hold anything: rather too much than a part of it left. */
    private static final Pattern USER_INFO = Pattern.compile("(?s)(://).+@");

    private static final Pattern PASSWORD_OF_USER = Pattern.compile(":[^\0]+$");
    /** Not a port, after which a path may have an @. */
    private static final Pattern PASSWORD_IN_URL = Pattern.compile("://[^/@:\\s]*:(?!\\d{1,5}[/,])[^\\s\0]+@");
    /** Stands for a placeholder where a text is searched for what is written out. */
    private static final String PLACEHOLDER = "\0";

    private static final Pattern SECRET_IN_JAAS =
            Pattern.compile("(?i)(password|secret|token)\\s*=\\s*[\"']?[^\"'\\s;\0]");

    private Secrets() {}

    /** Whether the value of this property should not be shown. */
    static boolean isSecret(String key) {
        String name = key.toLowerCase(Locale.ROOT);
        return SECRET_WORD.matcher(name).find() && !HARMLESS_END.matcher(name).find();
    }

    /** Whether a secret stands in the text itself, rather than a placeholder for it; a user's name may. */
    static boolean isWrittenOut(String key, String text) {
        if (text.isBlank()) {
            return false;
        }
        String rest = Placeholders.FORM.matcher(text).replaceAll(PLACEHOLDER);
        if (key.endsWith("jaas.config")) {
            return SECRET_IN_JAAS.matcher(rest).find();
        }
        return (isSecret(key) && !rest.contains(PLACEHOLDER))
                || (key.endsWith("user.info") && PASSWORD_OF_USER.matcher(rest).find())
                || PASSWORD_IN_URL.matcher(rest).find();
    }

    /** The value as it may be shown. */
    static String redact(String key, String value) {
        return isSecret(key) ? REDACTED : redactUserInfo(value);
    }

    /** Takes user and password out of a URL. */
    static String redactUserInfo(String value) {
        return USER_INFO.matcher(value).replaceAll("$1" + REDACTED + "@");
    }
}
