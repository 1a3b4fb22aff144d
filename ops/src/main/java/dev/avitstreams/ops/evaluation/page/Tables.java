package dev.avitstreams.ops.evaluation.page;

import java.util.List;

/** Tables of the page: the first column is text, the others are numbers. */
final class Tables {
    private Tables() {}

    /** @param rows as many cells each as the head has */
    static void write(Html html, List<String> head, List<List<String>> rows) {
        html.open("div", "class", "scroll").open("table").open("thead").open("tr");
        for (int column = 0; column < head.size(); column++) {
            html.element("th", head.get(column), "class", column == 0 ? "" : "number", "scope", "col");
        }
        html.close().close().open("tbody");
        for (List<String> row : rows) {
            html.open("tr");
            for (int column = 0; column < row.size(); column++) {
                html.element("td", row.get(column), "class", column == 0 ? "" : "number");
            }
            html.close();
        }
        html.close().close().close();
    }

    /** The same, folded away until it is asked for. */
    static void writeFolded(Html html, String summary, List<String> head, List<List<String>> rows) {
        html.open("details").element("summary", summary);
        write(html, head, rows);
        html.close();
    }

    /** Names and values, one pair a line. */
    static void facts(Html html, List<List<String>> facts) {
        html.open("dl", "class", "facts");
        for (List<String> fact : facts) {
            html.element("dt", fact.get(0)).element("dd", fact.get(1));
        }
        html.close();
    }
}
