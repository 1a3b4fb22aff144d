package dev.avitstreams.ops.evaluation.gate;

import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.Printable;
import dev.avitstreams.ops.console.Sentences;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The gates as test cases, in the form that build servers read. */
public final class JunitXml {
    private static final String SUITE = "avit evaluate";

    private JunitXml() {}

    /**
     * @param incomplete why the evaluation did not have all its data; empty if it had
     * @param seconds it took
     */
    public static void write(Path file, List<GateResult> gates, List<String> incomplete, double seconds) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            long failures = gates.stream().filter(gate -> !gate.passed()).count();
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", SUITE);
            xml.writeAttribute("tests", String.valueOf(gates.size() + 1));
            xml.writeAttribute("failures", String.valueOf(failures));
            xml.writeAttribute("errors", incomplete.isEmpty() ? "0" : "1");
            xml.writeAttribute("time", String.format(Locale.ROOT, "%.3f", seconds));
            testCase(xml, "all data was there", "error", String.join(" ", incomplete));
            for (GateResult gate : gates) {
                testCase(xml, gate.gate(), "failure", gate.passed() ? "" : gate.sentence());
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
            Files.writeString(file, text + System.lineSeparator());
        } catch (XMLStreamException | IOException e) {
            throw CommandFailure.runtime("Cannot write the gates to " + file + ": " + Sentences.of(e), e);
        }
    }

    private static void testCase(XMLStreamWriter xml, String name, String kind, String trouble)
            throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", SUITE);
        xml.writeAttribute("name", Printable.of(name));
        if (!trouble.isEmpty()) {
            xml.writeStartElement(kind);
            xml.writeAttribute("message", Printable.of(trouble));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }
}
