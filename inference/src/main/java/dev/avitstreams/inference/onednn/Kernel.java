package dev.avitstreams.inference.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_ATTR_SCALES;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_layer_normalization_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_matmul_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_post_ops;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_scales_mask;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_scratchpad_mode;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_execute;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_scratchpad_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_weights_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_reorder_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_scratchpad_mode_user;
import static org.bytedeco.dnnl.global.dnnl.dnnl_softmax_accurate;
import static org.bytedeco.dnnl.global.dnnl.dnnl_softmax_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_scale;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_shift;

import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.javacpp.Pointer;

/**
 * An operation compiled for given sizes ({@code dnnl_primitive}), and for as many native threads as the thread that made it
 * uses. Any number of threads may run it at once; none may when it is closed. Owns the layouts it was made with.
 */
public final class Kernel implements AutoCloseable {
    private final dnnl_primitive primitive = new dnnl_primitive();
    private final List<Operand> operands; // the last is what the primitive writes for itself
    private final long scratchBytes;

    /** As many as threads ever ran this at once. */
    private final Deque<Arguments> idle = new ConcurrentLinkedDeque<>();

    /** @param argument what it is to the primitive, {@code DNNL_ARG_*} */
    record Operand(int argument, Layout layout) {}

    private interface Description {
        int create(dnnl_primitive_desc description, dnnl_primitive_attr attributes);
    }

    /** What the values of a product's b stand for. */
    private enum Scaling {
        NONE,
        /** Multiples of their column's scale. */
        BY_COLUMN;

        private static final int MASK_OF_COLUMNS = 1 << 1;

        void describe(dnnl_primitive_attr attributes) {
            if (this == BY_COLUMN) {
                OneDnn.require(
                        dnnl_primitive_attr_set_scales_mask(attributes, DNNL_ARG_WEIGHTS, MASK_OF_COLUMNS),
                        "set attributes");
            }
        }
    }

    private Kernel(PostOp postOp, Description description, List<Operand> operands) {
        this(Scaling.NONE, postOp, description, operands);
    }

    private Kernel(Scaling scaling, PostOp postOp, Description description, List<Operand> operands) {
        this.operands = new ArrayList<>(operands);
        try {
            if (operands.size() >= Workspace.MOST_ARGUMENTS) { // one more is scratch
                throw new IllegalArgumentException(operands.size() + " operands are too many");
            }
            Layout scratch = compile(described(scaling, postOp, description));
            this.operands.add(new Operand(DNNL_ARG_SCRATCHPAD, scratch));
            this.scratchBytes = scratch.bytes();
        } catch (RuntimeException e) {
            closeLayouts();
            throw e;
        }
    }

    /** @return what the primitive writes for itself */
    private Layout compile(dnnl_primitive_desc described) {
        try {
            OneDnn.require(dnnl_primitive_create(primitive, described), "compile a kernel");
            return Layout.copy(dnnl_primitive_desc_query_md(described, dnnl_query_scratchpad_md, 0));
        } finally {
            dnnl_primitive_desc_destroy(described);
        }
    }

    private static dnnl_primitive_desc described(Scaling scaling, PostOp postOp, Description description) {
        dnnl_primitive_attr attributes = new dnnl_primitive_attr();
        dnnl_post_ops chain = new dnnl_post_ops();
        dnnl_primitive_desc described = new dnnl_primitive_desc();
        try {
            OneDnn.require(dnnl_primitive_attr_create(attributes), "create attributes");
            OneDnn.require(dnnl_post_ops_create(chain), "create attributes");
            OneDnn.require(
                    dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user), "set attributes");
            scaling.describe(attributes);
            postOp.appendTo(chain);
            OneDnn.require(dnnl_primitive_attr_set_post_ops(attributes, chain), "set attributes");
            OneDnn.require(description.create(described, attributes), "find a kernel");
            return described;
        } finally {
            dnnl_post_ops_destroy(chain);
            dnnl_primitive_attr_destroy(attributes);
        }
    }

    /**
     * d = a · b, for each matrix of several. To be run on a, b, d.
     *
     * @param a [..., m, k]
     * @param b [..., k, n]
     * @param d [..., m, n]
     */
    public static Kernel product(Layout a, Layout b, Layout d, PostOp postOp) {
        return new Kernel(
                postOp,
                product(a, b, new dnnl_memory_desc(), d),
                List.of(new Operand(DNNL_ARG_SRC, a), new Operand(DNNL_ARG_WEIGHTS, b), new Operand(DNNL_ARG_DST, d)));
    }

    /**
     * d = a · b + bias. To be run on a, b, bias, d.
     *
     * @param a [m, k]
     * @param b [k, n]
     * @param bias [1, n]
     * @param d [m, n]
     */
    public static Kernel product(Layout a, Layout b, Layout bias, Layout d, PostOp postOp) {
        return new Kernel(postOp, product(a, b, bias.description(), d), operands(a, b, bias, d));
    }

    /** @param further besides those of every product with a bias */
    private static List<Operand> operands(Layout a, Layout b, Layout bias, Layout d, Operand... further) {
        List<Operand> all = new ArrayList<>(List.of(
                new Operand(DNNL_ARG_SRC, a),
                new Operand(DNNL_ARG_WEIGHTS, b),
                new Operand(DNNL_ARG_BIAS, bias),
                new Operand(DNNL_ARG_DST, d)));
        all.addAll(List.of(further));
        return all;
    }

    /**
     * d = a · (b ∘ scales) + bias. To be run on a, b, bias, d, scales.
     *
     * @param a [m, k]
     * @param b [k, n] of integers
     * @param bias [1, n]
     * @param d [m, n]
     * @param scales [n], of b's columns
     */
    public static Kernel scaledProduct(Layout a, Layout b, Layout bias, Layout d, Layout scales, PostOp postOp) {
        return new Kernel(
                Scaling.BY_COLUMN,
                postOp,
                product(a, b, bias.description(), d),
                operands(a, b, bias, d, new Operand(DNNL_ARG_ATTR_SCALES | DNNL_ARG_WEIGHTS, scales)));
    }

    /**
     * d = factors ∘ (GELU(a · (b ∘ scales) + bias) + shift), rounded to d's type. To be run on a, b, bias, d, scales, factors.
     *
     * @param d [m, n] of integers
     * @param factors [1, n]
     */
    public static Kernel scaledGelu(
            Layout a, Layout b, Layout bias, Layout d, Layout scales, Layout factors, float shift) {
        return new Kernel(
                Scaling.BY_COLUMN,
                PostOp.geluScaled(shift, factors),
                product(a, b, bias.description(), d),
                operands(
                        a,
                        b,
                        bias,
                        d,
                        new Operand(DNNL_ARG_ATTR_SCALES | DNNL_ARG_WEIGHTS, scales),
                        new Operand(
                                DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE * (PostOp.FACTORS + 1) | DNNL_ARG_SRC_1, factors)));
    }

    /**
     * The layout of b that such products go fastest with; bias and d are of f32.
     *
     * @param type of a and b
     * @param rows m
     */
    public static Layout fastest(ValueType type, long rows, long k, long n) {
        return fastest(Scaling.NONE, type, type, rows, k, n);
    }

    /**
     * As {@link #fastest}, for {@link #scaledProduct}.
     *
     * @param ofB type of b
     */
    public static Layout fastestScaled(ValueType ofA, ValueType ofB, long rows, long k, long n) {
        return fastest(Scaling.BY_COLUMN, ofA, ofB, rows, k, n);
    }

    private static Layout fastest(Scaling scaling, ValueType ofA, ValueType ofB, long rows, long k, long n) {
        try (Layout a = Layout.matrix(ofA, rows, k);
                Layout b = Layout.any(ofB, k, n);
                Layout bias = Layout.matrix(ValueType.F32, 1, n);
                Layout d = Layout.matrix(ValueType.F32, rows, n)) {
            dnnl_primitive_desc described = described(scaling, PostOp.NONE, product(a, b, bias.description(), d));
            try {
                return Layout.copy(dnnl_primitive_desc_query_md(described, dnnl_query_weights_md, 0));
            } finally {
                dnnl_primitive_desc_destroy(described);
            }
        }
    }

    /** @param bias an empty description where there is none */
    private static Description product(Layout a, Layout b, dnnl_memory_desc bias, Layout d) {
        return (description, attributes) -> dnnl_matmul_primitive_desc_create(
                description, OneDnn.cpu(), a.description(), b.description(), bias, d.description(), attributes);
    }

    /** The softmax along the last of three dimensions. To be run on a source and a destination, which may be the same. */
    public static Kernel softmax(Layout source, Layout destination) {
        return new Kernel(
                PostOp.NONE,
                (description, attributes) -> dnnl_softmax_forward_primitive_desc_create(
                        description,
                        OneDnn.cpu(),
                        dnnl_forward_inference,
                        dnnl_softmax_accurate,
                        source.description(),
                        destination.description(),
                        2,
                        attributes),
                fromTo(source, destination));
    }

    /**
     * Layer normalisation along the last dimension. To be run on x, weight, bias, y.
     *
     * @param x [m, n]
     * @param weight [n]
     * @param bias [n]
     * @param y [m, n]
     */
    public static Kernel layerNorm(Layout x, Layout weight, Layout bias, Layout y, double epsilon) {
        return new Kernel(
                PostOp.NONE,
                (description, attributes) -> dnnl_layer_normalization_forward_primitive_desc_create(
                        description,
                        OneDnn.cpu(),
                        dnnl_forward_inference,
                        x.description(),
                        y.description(),
                        new dnnl_memory_desc(),
                        (float) epsilon,
                        dnnl_use_scale | dnnl_use_shift,
                        attributes),
                List.of(
                        new Operand(DNNL_ARG_SRC, x),
                        new Operand(DNNL_ARG_SCALE, weight),
                        new Operand(DNNL_ARG_SHIFT, bias),
                        new Operand(DNNL_ARG_DST, y)));
    }

    /** The same values in another layout. To be run on a source and a destination. */
    public static Kernel copy(Layout source, Layout destination) {
        return new Kernel(
                PostOp.NONE,
                (description, attributes) -> dnnl_reorder_primitive_desc_create(
                        description,
                        source.description(),
                        OneDnn.cpu(),
                        destination.description(),
                        OneDnn.cpu(),
                        attributes),
                fromTo(source, destination));
    }

    private static List<Operand> fromTo(Layout source, Layout destination) {
        return List.of(new Operand(DNNL_ARG_SRC, source), new Operand(DNNL_ARG_DST, destination));
    }

    /** @param addresses of the operands' first values, in their order */
    public void run(Pointer... addresses) {
        if (addresses.length != operands.size() - 1) {
            throw new IllegalArgumentException(
                    addresses.length + " addresses of " + (operands.size() - 1) + " operands");
        }
        Workspace workspace = Workspace.take();
        try {
            run(addresses, workspace);
        } finally {
            workspace.giveBack();
        }
    }

    private void run(Pointer[] addresses, Workspace workspace) {
        Arguments unused = idle.poll();
        Arguments arguments = unused == null ? new Arguments(operands) : unused;
        dnnl_exec_arg_t list = workspace.arguments();
        try {
            for (int operand = 0; operand < addresses.length; operand++) {
                arguments.set(operand, addresses[operand], list);
            }
            arguments.set(addresses.length, workspace.scratch(scratchBytes), list);
            list.position(0);
            OneDnn.require(
                    dnnl_primitive_execute(primitive, workspace.stream(), arguments.count(), list), "run a kernel");
        } finally {
            idle.push(arguments);
        }
    }

    @Override
    public void close() {
        idle.forEach(Arguments::close);
        idle.clear();
        closeLayouts();
        dnnl_primitive_destroy(primitive);
        primitive.setNull();
    }

    private void closeLayouts() {
        operands.forEach(operand -> operand.layout().close());
    }
}
