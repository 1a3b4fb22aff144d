package dev.avitstreams.inference.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_data_type_undef;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_gelu_erf;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_linear;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_eltwise;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_sum;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;

import org.bytedeco.dnnl.dnnl_post_ops;

/** What happens to a product's values before they are stored. */
public sealed interface PostOp {
    PostOp NONE = new None();
    PostOp GELU = new Gelu();
    PostOp SUM = new Sum();

    /** Nothing. */
    record None() implements PostOp {
        @Override
        public int appendTo(dnnl_post_ops chain) {
            return dnnl_success;
        }
    }

    /** GELU, exact, by erf. */
    record Gelu() implements PostOp {
        @Override
        public int appendTo(dnnl_post_ops chain) {
            return dnnl_post_ops_append_eltwise(chain, dnnl_eltwise_gelu_erf, 0, 0);
        }
    }

    /** Adds what is stored there already. */
    record Sum() implements PostOp {
        @Override
        public int appendTo(dnnl_post_ops chain) {
            return dnnl_post_ops_append_sum(chain, 1, 0, dnnl_data_type_undef);
        }
    }

    /** Multiplies. */
    record Scale(float factor) implements PostOp {
        @Override
        public int appendTo(dnnl_post_ops chain) {
            return dnnl_post_ops_append_eltwise(chain, dnnl_eltwise_linear, factor, 0);
        }
    }

    /** @return oneDNN's status */
    int appendTo(dnnl_post_ops chain);
}
