package dev.avitstreams.inference.evaluation;

import java.math.BigDecimal;

/** A sum of doubles without any rounding: the same whatever the order. */
public final class ExactSum {
    private BigDecimal total = BigDecimal.ZERO;

    /** @throws NumberFormatException if the value is infinite or not a number */
    public void add(double value) {
        total = total.add(new BigDecimal(value));
    }

    public void merge(ExactSum other) {
        total = total.add(other.total);
    }

    BigDecimal exact() {
        return total;
    }

    /** The double nearest to the sum. */
    public double value() {
        return total.doubleValue();
    }

    /** The sum divided by a count; not a number for a count of 0. */
    public double mean(long count) {
        return count == 0 ? Double.NaN : value() / count;
    }
}
