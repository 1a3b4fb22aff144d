package dev.avitstreams.inference.onednn;

import org.bytedeco.dnnl.global.dnnl;

/** What values are kept in ({@code dnnl_data_type_t}). */
public enum ValueType {
    F32(dnnl.dnnl_f32, 4),
    /** The upper half of an f32. */
    BF16(dnnl.dnnl_bf16, 2),
    /** Integers of 8 bits without a sign. */
    U8(dnnl.dnnl_u8, 1),
    /** Integers of 8 bits with a sign. */
    S8(dnnl.dnnl_s8, 1);

    private final int code;
    private final int bytes;

    ValueType(int code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    int code() {
        return code;
    }

    public int bytes() {
        return bytes;
    }
}
