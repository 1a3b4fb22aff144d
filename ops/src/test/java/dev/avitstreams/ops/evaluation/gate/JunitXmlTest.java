package dev.avitstreams.ops.evaluation.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class JunitXmlTest {
    @TempDir
    private Path folder;

    @Test
    void whateverAClassIsCalledTheFileCanBeRead() throws Exception {
        Path file = folder.resolve("gates.xml");
        String name = "a\u001b[2J\u0000\ud800\uffff b";

        JunitXml.write(file, List.of(new GateResult(name, false, 1.0, null, name)), List.of("class " + name), 1);

        var cases = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getElementsByTagName("testcase");
        assertThat(((Element) cases.item(1)).getAttribute("name")).isEqualTo("a\ufffd[2J\ufffd\ufffd\ufffd b");
    }
}
