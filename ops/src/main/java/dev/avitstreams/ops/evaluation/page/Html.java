package dev.avitstreams.ops.evaluation.page;

import java.util.ArrayDeque;
import java.util.Deque;

/** Builds a page element by element; every text and every attribute is escaped. Belongs to one thread. */
final class Html {
    private final StringBuilder text = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** @param attributes names and values in turn */
    Html open(String tag, String... attributes) {
        tag(tag, attributes);
        text.append('>');
        open.push(tag);
        return this;
    }

    private void tag(String tag, String... attributes) {
        text.append('<').append(tag);
        for (int index = 0; index < attributes.length; index += 2) {
            text.append(' ').append(attributes[index]).append("=\"");
            escape(attributes[index + 1]);
            text.append('"');
        }
    }

    Html close() {
        text.append("</").append(open.pop()).append('>');
        return this;
    }

    Html text(String content) {
        escape(content);
        return this;
    }

    /** An element with nothing but text in it. */
    Html element(String tag, String content, String... attributes) {
        return open(tag, attributes).text(content).close();
    }

    /** An element without content. */
    Html empty(String tag, String... attributes) {
        tag(tag, attributes);
        text.append("/>");
        return this;
    }

    /** Text of our own that is no user's: a style sheet. */
    Html trusted(String content) {
        text.append(content);
        return this;
    }

    private void escape(String content) {
        for (int index = 0; index < content.length(); index++) {
            char c = content.charAt(index);
            switch (c) {
                case '&' -> text.append("&amp;");
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '"' -> text.append("&quot;");
                case '\'' -> text.append("&#39;");
                default -> text.append(c < ' ' && c != '\n' && c != '\t' ? '\uFFFD' : c);
            }
        }
    }

    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("still open: " + open);
        }
        return text.toString();
    }
}
