package dev.avitstreams.ops.bench.elastic;

import dev.avitstreams.inference.elastic.simulation.Load;
import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A load as it was noted: each rate holds until the next one's time, the last for as long as the one before it.
 *
 * @param rates frames a second, by seconds since the first
 */
public record RecordedLoad(NavigableMap<Double, Double> rates) implements Load {

    /** @param file lines {@code seconds,frames_per_second}, times rising; the first may be a heading */
    public static RecordedLoad read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        NavigableMap<Double, Double> rates = new TreeMap<>();
        double first = Double.NaN;
        for (int number = 0; number < lines.size(); number++) {
            String line = lines.get(number).strip();
            if (line.isEmpty() || number == 0 && Character.isLetter(line.charAt(0))) {
                continue;
            }
            double[] fields = fields(line, file + ", line " + (number + 1));
            first = Double.isNaN(first) ? fields[0] : first;
            double seconds = fields[0] - first;
            if (!rates.isEmpty() && seconds <= rates.lastKey()) {
                throw CommandFailure.usage(file + ", line " + (number + 1) + ": the time " + fields[0]
                        + " is not after the one before; put the lines in order.");
            }
            rates.put(seconds, fields[1]);
        }
        if (rates.size() < 2) {
            throw CommandFailure.usage(file + " has " + rates.size()
                    + " rates; give at least two lines such as 12.5,40: seconds and frames a second.");
        }
        return new RecordedLoad(rates);
    }

    private static double[] fields(String line, String where) {
        String[] parts = line.split(",", -1);
        try {
            double[] fields = {Double.parseDouble(parts[0]), Double.parseDouble(parts[1])};
            if (parts.length == 2 && Double.isFinite(fields[0]) && fields[1] >= 0 && Double.isFinite(fields[1])) {
                return fields;
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new CommandFailure(ExitStatus.USAGE, sentence(line, where), e);
        }
        throw CommandFailure.usage(sentence(line, where));
    }

    private static String sentence(String line, String where) {
        return where + ": '" + line + "' is not seconds and frames a second with a comma between, such as 12.5,40.";
    }

    public double seconds() {
        double last = rates.lastKey();
        return 2 * last - rates.headMap(last, false).lastKey();
    }

    @Override
    public double framesPerSecond(double seconds) {
        Map.Entry<Double, Double> rate = rates.floorEntry(seconds);
        return rate == null ? 0 : rate.getValue();
    }
}
