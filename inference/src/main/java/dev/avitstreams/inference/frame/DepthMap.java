package dev.avitstreams.inference.frame;

/**
 * At which layer each patch token halted.
 *
 * @param rows patch grid height
 * @param columns patch grid width
 * @param depths one byte a patch, row-major; layers are counted from 1
 * @param completeness whether the depths are exact
 */
public record DepthMap(int rows, int columns, byte[] depths, Completeness completeness) {

    /** Whether every token was followed to its end. */
    public enum Completeness {
        COMPLETE,
        /** Rows were dropped once the class token had halted, so a depth is "at least". */
        EARLY_EXIT
    }

    public DepthMap {
        if (depths.length != rows * columns) {
            throw new IllegalArgumentException(
                    "depths has " + depths.length + " entries, expected rows × columns = " + rows * columns);
        }
    }

    public int depthAt(int row, int column) {
        return depths[row * columns + column];
    }
}
