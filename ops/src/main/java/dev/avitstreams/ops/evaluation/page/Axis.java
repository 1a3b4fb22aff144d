package dev.avitstreams.ops.evaluation.page;

import java.util.ArrayList;
import java.util.List;

/** From values to places on a chart, with marks at round values. */
record Axis(double least, double most, double from, double to) {

    /** One that leaves some room around the values. */
    static Axis around(double least, double most, double from, double to) {
        double room = Math.max((most - least) * .12, Math.max(Math.abs(most), 1e-6) * .02);
        return new Axis(least - room, most + room, from, to);
    }

    double place(double value) {
        return most == least ? (from + to) / 2 : from + (value - least) / (most - least) * (to - from);
    }

    /** Round values, about so many. */
    List<Double> marks(int wanted) {
        double rough = (most - least) / wanted;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = List.of(1.0, 2.0, 2.5, 5.0, 10.0).stream()
                .map(factor -> factor * power)
                .filter(candidate -> candidate >= rough * .999)
                .findFirst()
                .orElse(10 * power);
        List<Double> marks = new ArrayList<>();
        for (long mark = (long) Math.ceil(least / step - 1e-9); mark * step <= most + step * 1e-9; mark++) {
            marks.add(mark * step);
        }
        return marks;
    }
}
