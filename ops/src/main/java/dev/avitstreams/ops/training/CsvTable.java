package dev.avitstreams.ops.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A table of numbers with named columns. */
record CsvTable(List<String> columns, List<double[]> rows) {

    static CsvTable read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<String> columns = List.of(lines.get(0).split(","));
        return new CsvTable(
                columns, lines.stream().skip(1).map(CsvTable::numbers).toList());
    }

    private static double[] numbers(String line) {
        String[] cells = line.split(",");
        double[] numbers = new double[cells.length];
        for (int i = 0; i < cells.length; i++) {
            numbers[i] = Double.parseDouble(cells[i]);
        }
        return numbers;
    }

    /** The rows that have the largest number in this column, and those written before there was such a column. */
    CsvTable withLargest(String name) {
        int index = columns.indexOf(name);
        double largest = rows.stream()
                .filter(row -> row.length > index)
                .mapToDouble(row -> row[index])
                .max()
                .orElse(0);
        return new CsvTable(
                columns,
                rows.stream()
                        .filter(row -> row.length <= index || row[index] == largest)
                        .toList());
    }

    double[] column(String name) {
        int index = columns.indexOf(name);
        return rows.stream().mapToDouble(row -> row[index]).toArray();
    }
}
