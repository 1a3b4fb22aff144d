package dev.avitstreams.ops.evaluation.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HtmlTest {
    @Test
    void everyTextAndAttributeIsEscaped() {
        Html html = new Html();
        html.open("p", "title", "\"><script>").text("<b>&'\u0000").close();

        assertThat(html).hasToString("<p title=\"&quot;&gt;&lt;script&gt;\">&lt;b&gt;&amp;&#39;\uFFFD</p>");
    }

    @Test
    void whatIsLeftOpenIsAMistake() {
        assertThatThrownBy(() -> new Html().open("p").toString()).hasMessageContaining("[p]");
    }

    @Test
    void axisMarksRoundValues() {
        Axis axis = new Axis(.41, 1.27, 0, 100);

        assertThat(axis.marks(5)).hasSize(4);
        assertThat(axis.marks(5).get(0)).isCloseTo(.6, within(1e-9));
        assertThat(axis.place(.41)).isZero();
        assertThat(axis.place(1.27)).isCloseTo(100, within(1e-9));
    }
}
