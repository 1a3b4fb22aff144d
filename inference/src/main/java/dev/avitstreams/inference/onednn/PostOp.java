package dev.avitstreams.inference.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_data_type_undef;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_gelu_erf;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_linear;
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

    /** Multiplies by a factor. */
    public static PostOp scale(float factor) {
        return new PostOp(chain -> dnnl_post_ops_append_eltwise(chain, dnnl_eltwise_linear, factor, 0));
    }

    void appendTo(dnnl_post_ops chain) {
        OneDnn.require(append.to(chain), "append to a product");
    }
}
