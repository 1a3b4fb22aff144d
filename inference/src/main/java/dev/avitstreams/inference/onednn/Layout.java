package dev.avitstreams.inference.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_format_tag_any;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_clone;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_create_with_strides;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_create_with_tag;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_get_size;

import org.bytedeco.dnnl.dnnl_memory_desc;

/** How the values of a matrix or of several lie in memory ({@code dnnl_memory_desc}). Owns its description until closed. */
public final class Layout implements AutoCloseable {
    private final dnnl_memory_desc description;

    private Layout(dnnl_memory_desc description) {
        this.description = description;
    }

    /** @param strides in values */
    public static Layout strided(ValueType type, long[] sizes, long[] strides) {
        dnnl_memory_desc description = new dnnl_memory_desc();
        OneDnn.require(
                dnnl_memory_desc_create_with_strides(description, sizes.length, sizes, type.code(), strides),
                "describe memory");
        return new Layout(description);
    }

    /** Rows one after the other. */
    public static Layout matrix(ValueType type, long rows, long columns) {
        return strided(type, new long[] {rows, columns}, new long[] {columns, 1});
    }

    /** Of f32. */
    public static Layout vector(long values) {
        return strided(ValueType.F32, new long[] {values}, new long[] {1});
    }

    /** As the kernel that is made with it likes best. */
    static Layout any(ValueType type, long... sizes) {
        dnnl_memory_desc description = new dnnl_memory_desc();
        OneDnn.require(
                dnnl_memory_desc_create_with_tag(description, sizes.length, sizes, type.code(), dnnl_format_tag_any),
                "describe memory");
        return new Layout(description);
    }

    /** A layout of its own, for another owner. */
    public Layout copy() {
        return copy(description);
    }

    static Layout copy(dnnl_memory_desc borrowed) {
        dnnl_memory_desc description = new dnnl_memory_desc();
        OneDnn.require(dnnl_memory_desc_clone(description, borrowed), "describe memory");
        return new Layout(description);
    }

    public long bytes() {
        return dnnl_memory_desc_get_size(description);
    }

    dnnl_memory_desc description() {
        return description;
    }

    @Override
    public void close() {
        dnnl_memory_desc_destroy(description);
        description.setNull();
    }
}
