package dev.avitstreams.inference.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_mul;
import static org.bytedeco.dnnl.global.dnnl.dnnl_data_type_undef;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_gelu_erf;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_linear;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_binary;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_eltwise;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_sum;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;

import org.bytedeco.dnnl.dnnl_post_ops;

/** What happens to a product's values before they are stored. */
public final class PostOp {
    /** Nothing. */
    public static final PostOp NONE = new PostOp(chain -> dnnl_success);

    /** GELU, exact, by erf. */
    public static final PostOp GELU =
            new PostOp(chain -> dnnl_post_ops_append_eltwise(chain, dnnl_eltwise_gelu_erf, 0, 0));

    /** Adds what is stored there already. */
    public static final PostOp SUM = new PostOp(chain -> dnnl_post_ops_append_sum(chain, 1, 0, dnnl_data_type_undef));

    private final Append append;

    private interface Append {
        /** @return oneDNN's status */
        int to(dnnl_post_ops chain);
    }

    private PostOp(Append append) {
        this.append = append;
    }

    /**
     * GELU and then factors ∘ (v + shift).
     *
     * @param factors [1, n], which the kernel is to be given
     */
    static PostOp geluScaled(float shift, Layout factors) {
        return new PostOp(chain -> {
            int status = dnnl_post_ops_append_eltwise(chain, dnnl_eltwise_gelu_erf, 0, 0);
            if (status == dnnl_success) {
                status = dnnl_post_ops_append_eltwise(chain, dnnl_eltwise_linear, 1, shift);
            }
            return status == dnnl_success
                    ? dnnl_post_ops_append_binary(chain, dnnl_binary_mul, factors.description())
                    : status;
        });
    }

    /** The place of the factors in {@link #geluScaled}. */
    static final int FACTORS = 2;

    /** Multiplies by a factor. */
    public static PostOp scale(float factor) {
        return new PostOp(chain -> dnnl_post_ops_append_eltwise(chain, dnnl_eltwise_linear, factor, 0));
    }

    void appendTo(dnnl_post_ops chain) {
        OneDnn.require(append.to(chain), "append to a product");
    }
}
