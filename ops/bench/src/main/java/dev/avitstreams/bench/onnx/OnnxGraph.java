package dev.avitstreams.bench.onnx;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A computation being written down as an ONNX ModelProto. Values are known by name; nodes are given in order. The field
 * numbers are those of onnx.proto.
 */
final class OnnxGraph {
    /** An optional input or output left out. */
    static final String NONE = "";

    private static final int IR_VERSION = 8;
    private static final int OPSET = 17;
    private static final String MICROSOFT = "com.microsoft";

    private final Protobuf graph = new Protobuf().text(2, "avit");
    private int values;

    /** @param sizes numbers, or names of sizes that vary */
    OnnxGraph input(String name, ElementType type, Object... sizes) {
        graph.message(11, valueInfo(name, type, sizes));
        return this;
    }

    OnnxGraph output(String name, ElementType type, Object... sizes) {
        graph.message(12, valueInfo(name, type, sizes));
        return this;
    }

    String floats(float[] values, long... shape) {
        byte[] bytes = new byte[values.length * Float.BYTES];
        littleEndian(bytes).asFloatBuffer().put(values);
        return constant(ElementType.FLOAT, bytes, shape);
    }

    String bytes(byte[] values, long... shape) {
        return constant(ElementType.INT8, values, shape);
    }

    /** A vector. */
    String longs(long... values) {
        byte[] bytes = new byte[values.length * Long.BYTES];
        littleEndian(bytes).asLongBuffer().put(values);
        return constant(ElementType.INT64, bytes, values.length);
    }

    /** A node of ONNX's own. @return its output */
    String node(String operator, List<String> inputs, Attribute... attributes) {
        String output = fresh();
        add("", operator, inputs, List.of(output), attributes);
        return output;
    }

    /** A node that ONNX Runtime adds to ONNX. @return its output */
    String microsoft(String operator, List<String> inputs, Attribute... attributes) {
        String output = fresh();
        microsoft(operator, inputs, List.of(output), attributes);
        return output;
    }

    /** As {@link #microsoft(String, List, Attribute...)}, with outputs named by the caller. */
    void microsoft(String operator, List<String> inputs, List<String> outputs, Attribute... attributes) {
        add(MICROSOFT, operator, inputs, outputs, attributes);
    }

    /** As {@link #node}, with outputs named by the caller. */
    void node(String operator, List<String> inputs, List<String> outputs, Attribute... attributes) {
        add("", operator, inputs, outputs, attributes);
    }

    /** A name that no value has yet. */
    String fresh() {
        return "v" + values++;
    }

    void write(Path file) throws IOException {
        Protobuf model = new Protobuf()
                .number(1, IR_VERSION)
                .message(8, new Protobuf().text(1, "").number(2, OPSET))
                .message(8, new Protobuf().text(1, MICROSOFT).number(2, 1))
                .message(7, graph);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            model.writeTo(out);
        }
    }

    private String constant(ElementType type, byte[] data, long... shape) {
        String name = fresh();
        Protobuf tensor = new Protobuf();
        for (long size : shape) {
            tensor.number(1, size);
        }
        tensor.number(2, type.code()).text(8, name).bytes(9, data);
        graph.message(5, tensor);
        return name;
    }

    private void add(
            String domain, String operator, List<String> inputs, List<String> outputs, Attribute... attributes) {
        Protobuf node = new Protobuf().text(4, operator).text(7, domain);
        inputs.forEach(input -> node.text(1, input));
        outputs.forEach(output -> node.text(2, output));
        for (Attribute attribute : attributes) {
            node.message(5, attribute.message());
        }
        graph.message(1, node);
    }

    private static Protobuf valueInfo(String name, ElementType type, Object... sizes) {
        Protobuf shape = new Protobuf();
        for (Object size : sizes) {
            Protobuf dimension = new Protobuf();
            shape.message(
                    1,
                    size instanceof Number number
                            ? dimension.number(1, number.longValue())
                            : dimension.text(2, size.toString()));
        }
        Protobuf tensor = new Protobuf().number(1, type.code()).message(2, shape);
        return new Protobuf().text(1, name).message(2, new Protobuf().message(1, tensor));
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
