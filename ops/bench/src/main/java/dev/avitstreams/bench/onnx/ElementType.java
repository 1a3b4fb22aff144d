package dev.avitstreams.bench.onnx;

/** Number formats of ONNX tensors that are used here. */
enum ElementType {
    FLOAT(1),
    INT8(3),
    INT64(7);

    private final int code;

    ElementType(int code) {
        this.code = code;
    }

    /** TensorProto.DataType */
    int code() {
        return code;
    }
}
