package dev.avitstreams.inference.halting;

/** Ways to make a dense model cheaper that need no training: what learned halting is to be compared with. */
public sealed interface Pruning {

    /** Share of the patches that goes on from one quarter of the layers to the next. */
    double kept();

    /** The first layers are left out. */
    record EarlyLayers(int count) implements Pruning {
        public EarlyLayers {
            if (count < 0) {
                throw new IllegalArgumentException("count is " + count + ", must be 0 or more layers");
            }
        }

        @Override
        public double kept() {
            return 1;
        }
    }

    /**
     * After a quarter, a half and three quarters of the layers, only a share of the patches goes on, taken by lot.
     *
     * @param kept share, above 0 to 1
     */
    record RandomTokens(double kept, long seed) implements Pruning {
        public RandomTokens {
            requireShare(kept);
        }
    }

    /**
     * The same, taken by how much attention the class token pays them in the layer before, mean over heads (Liang et al.,
     * 2022, EViT without its fused token).
     */
    record LeastAttended(double kept) implements Pruning {
        public LeastAttended {
            requireShare(kept);
        }
    }

    private static void requireShare(double kept) {
        if (!(kept > 0 && kept <= 1)) {
            throw new IllegalArgumentException("kept is " + kept + ", must be above 0 and at most 1");
        }
    }
}
