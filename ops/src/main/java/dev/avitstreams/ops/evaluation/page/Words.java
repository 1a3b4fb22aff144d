package dev.avitstreams.ops.evaluation.page;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as the page shows them. */
final class Words {
    static final String NONE = "–";

    private Words() {}

    static String percent(@Nullable Double share) {
        return share == null ? NONE : number("%.1f\u202F%%", 100 * share);
    }

    /** A difference of shares, in points. */
    static String points(@Nullable Double difference) {
        return difference == null ? NONE : signed("%+.1f", 100 * difference);
    }

    /** With a minus sign as long as the plus. */
    static String signed(String format, @Nullable Double difference) {
        return number(format, difference).replace('-', '\u2212');
    }

    static String number(String format, @Nullable Double value) {
        return value == null ? NONE : String.format(Locale.ROOT, format, value);
    }

    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value).replace(',', '\u202F');
    }

    static String p(@Nullable Double probability) {
        if (probability == null) {
            return NONE;
        }
        return probability < .001 ? "< 0.001" : number("%.3f", probability);
    }

    static String coordinate(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    static String shortened(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }

    /** Class names of ImageNet are lists of synonyms. */
    static String firstName(String title) {
        int comma = title.indexOf(',');
        return comma < 0 ? title : title.substring(0, comma);
    }
}
