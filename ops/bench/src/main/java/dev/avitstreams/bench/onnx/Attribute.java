package dev.avitstreams.bench.onnx;

/** A named constant of a node, as an AttributeProto. */
record Attribute(Protobuf message) {
    private static final int NAME = 1;
    private static final int REAL = 2;
    private static final int INTEGER = 3;
    private static final int INTEGERS = 8;
    private static final int TYPE = 20;
    private static final int REAL_TYPE = 1;
    private static final int INTEGER_TYPE = 2;
    private static final int INTEGERS_TYPE = 7;

    static Attribute of(String name, float value) {
        return new Attribute(new Protobuf().text(NAME, name).real(REAL, value).number(TYPE, REAL_TYPE));
    }

    static Attribute of(String name, long value) {
        return new Attribute(
                new Protobuf().text(NAME, name).number(INTEGER, value).number(TYPE, INTEGER_TYPE));
    }

    static Attribute of(String name, long... values) {
        Protobuf message = new Protobuf().text(NAME, name).number(TYPE, INTEGERS_TYPE);
        for (long value : values) {
            message.number(INTEGERS, value);
        }
        return new Attribute(message);
    }
}
