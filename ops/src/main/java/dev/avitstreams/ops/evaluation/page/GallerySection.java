package dev.avitstreams.ops.evaluation.page;

import dev.avitstreams.inference.model.Labels;
import dev.avitstreams.ops.evaluation.contest.Exhibit;
import dev.avitstreams.ops.evaluation.contest.Gallery;
import dev.avitstreams.ops.picture.Thumbnail;
import java.util.Base64;
import java.util.List;

/** The frames worth looking at, each beside its halting map. */
record GallerySection(Gallery gallery, Labels labels, int layers) {

    void write(Html html) {
        row(html, "Wrong, and sure of it", "the mistakes made with the most confidence", gallery.mistakes());
        row(html, "Looked at longest", "the deepest frames", gallery.deepest());
        row(html, "Looked at shortest", "the shallowest frames", gallery.shallowest());
    }

    private void row(Html html, String title, String what, List<Exhibit> exhibits) {
        if (exhibits.isEmpty()) {
            return;
        }
        html.open("h3")
                .text(title)
                .element("span", " " + what, "class", "muted")
                .close();
        html.open("div", "class", "gallery");
        exhibits.forEach(exhibit -> exhibit(html, exhibit));
        html.close();
    }

    private void exhibit(Html html, Exhibit exhibit) {
        html.open("figure");
        html.open("div", "class", "pair");
        html.empty(
                "img", "src", data("jpeg", exhibit.jpeg()), "alt", "the frame as the model saw it", "loading", "lazy");
        byte[] map = Thumbnail.map(exhibit.rows(), exhibit.columns(), exhibit.depths(), layers);
        html.empty("img", "src", data("png", map), "alt", "layer at which each patch halted", "class", "map");
        html.close();
        html.open("figcaption");
        html.open("b", "class", exhibit.truth() < 0 ? "" : exhibit.isRight() ? "right" : "wrong")
                .text(name(exhibit.answer()))
                .close();
        html.text(" " + Words.percent(exhibit.confidence()));
        if (exhibit.truth() >= 0 && !exhibit.isRight()) {
            html.empty("br").text("is " + name(exhibit.truth()));
        }
        html.empty("br");
        html.element(
                "span",
                "depth " + Words.number("%.1f", exhibit.meanDepth())
                        + (exhibit.camera().isEmpty() ? "" : " · " + exhibit.camera()),
                "class",
                "muted");
        html.element("span", exhibit.frameId(), "class", "id", "title", exhibit.frameId());
        html.close().close();
    }

    private String name(int index) {
        return Words.firstName(labels.get(index).name());
    }

    private static String data(String type, byte[] bytes) {
        return "data:image/" + type + ";base64," + Base64.getEncoder().encodeToString(bytes);
    }
}
