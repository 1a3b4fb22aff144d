package dev.avitstreams.ops.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What {@code avit bench operator} found.
 *
 * @param model name and version
 * @param processor what the machine calls it
 * @param images shown in each round
 * @param rounds of each contender
 */
public record OperatorReport(String model, String processor, int images, int rounds, List<Workload> workloads) {
    public OperatorReport {
        workloads = List.copyOf(workloads);
    }

    /** Every contender on every workload, in one table for programs to read. */
    @JsonProperty("rows")
    public List<Row> rows() {
        return workloads.stream()
                .flatMap(workload -> workload.contenders().stream().map(contender -> Row.of(workload, contender)))
                .toList();
    }

    /**
     * A contender on a workload.
     *
     * @param engine {@code avit}, {@code onnxruntime} or {@code djl}
     * @param form {@code ragged} where tokens are dropped, else {@code dense}
     * @param precision {@code fp32}, {@code bf16} or {@code int8}
     * @param schedule name of the workload
     * @param macRatio cost of the workload's halting, as a share of the dense cost
     * @param millisPerImage median
     */
    public record Row(
            String name,
            String engine,
            String form,
            String precision,
            int workers,
            String schedule,
            double macRatio,
            double millisPerImage) {
        static Row of(Workload workload, Contender contender) {
            return new Row(
                    contender.name(),
                    contender.engine(),
                    contender.form(),
                    contender.precision(),
                    workload.workers(),
                    workload.name(),
                    workload.macRatio(),
                    contender.millisPerImage().median());
        }
    }

    /**
     * All contenders on the same images and depths.
     *
     * @param macRatio multiply-accumulates of the halting ones, as a share of the dense cost
     */
    public record Workload(String name, int workers, double gmacs, double macRatio, List<Contender> contenders) {
        public Workload {
            contenders = List.copyOf(contenders);
        }
    }

    /**
     * One contender; engine, form and precision as in {@link Row}. A factor is a time divided by ours, round by round, and above 1 where ours is faster.
     *
     * @param imagesPerSecond of the whole process
     * @param millisPerImage a worker's time for an image, where several were computed together their share of it: median
     *     over rounds of the median image
     * @param ofIdeal our gain over our dense engine as a share of what the multiply-accumulates allow; dense only
     * @param difference largest of its logits from those of its kin among ours; empty for ONNX Runtime ragged where
     *     depths are learned, since it gives the class token's layers no weights
     * @param sameClass share of images with the class of its kin among ours, likewise
     */
    public record Contender(
            String name,
            String description,
            String engine,
            String form,
            String precision,
            double gmacs,
            Spread imagesPerSecond,
            Spread millisPerImage,
            Spread factor,
            OptionalDouble ofIdeal,
            OptionalDouble difference,
            OptionalDouble sameClass) {}

    /** Median and extremes over rounds. */
    public record Spread(double median, double least, double most) {
        public static Spread of(double[] values) {
            double[] ascending = values.clone();
            Arrays.sort(ascending);
            int middle = ascending.length / 2;
            double median =
                    ascending.length % 2 == 1 ? ascending[middle] : (ascending[middle - 1] + ascending[middle]) / 2;
            return new Spread(median, ascending[0], ascending[ascending.length - 1]);
        }
    }
}
