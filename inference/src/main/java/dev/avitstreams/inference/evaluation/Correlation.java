package dev.avitstreams.inference.evaluation;

import java.math.BigDecimal;
import java.math.MathContext;

/** Pearson's correlation of two numbers of each frame. */
public final class Correlation {
    private long frames;
    private final ExactSum x = new ExactSum();
    private final ExactSum y = new ExactSum();
    private final ExactSum xx = new ExactSum();
    private final ExactSum yy = new ExactSum();
    private final ExactSum xy = new ExactSum();

    void add(double first, double second) {
        frames++;
        x.add(first);
        y.add(second);
        xx.add(first * first);
        yy.add(second * second);
        xy.add(first * second);
    }

    void merge(Correlation other) {
        frames += other.frames;
        x.merge(other.x);
        y.merge(other.y);
        xx.merge(other.xx);
        yy.merge(other.yy);
        xy.merge(other.xy);
    }

    /** −1 to 1; not a number where one of the two never changes. */
    public double value() {
        BigDecimal n = BigDecimal.valueOf(frames);
        BigDecimal together = n.multiply(xy.exact()).subtract(x.exact().multiply(y.exact()));
        BigDecimal spreads = spread(n, xx, x).multiply(spread(n, yy, y));
        return spreads.signum() <= 0
                ? Double.NaN
                : together.divide(spreads.sqrt(MathContext.DECIMAL64), MathContext.DECIMAL64)
                        .doubleValue();
    }

    /** n²·variance; what the rounding of squares alone can bring about counts as none. */
    private static BigDecimal spread(BigDecimal n, ExactSum squares, ExactSum sum) {
        BigDecimal all = n.multiply(squares.exact());
        BigDecimal spread = all.subtract(sum.exact().pow(2));
        return spread.compareTo(all.multiply(new BigDecimal("1e-14"))) < 0 ? BigDecimal.ZERO : spread;
    }
}
