package dev.avitstreams.schemas.registry;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/** Why records written with one schema cannot be read with another, field by field. Pure. */
final class Breakages {
    private Breakages() {}

    /** Empty where every record can be read. */
    static List<String> between(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities()
                .stream()
                .map(found -> sentence(reader, found))
                .toList();
    }

    private static String sentence(Schema reader, Incompatibility found) {
        return switch (found.getType()) {
            case READER_FIELD_MISSING_DEFAULT_VALUE ->
                "field '" + found.getMessage() + "' is missing there and has no default here";
            case TYPE_MISMATCH ->
                "field '" + fieldAt(reader, found.getLocation()) + "' has another type there (" + found.getMessage()
                        + ")";
            case NAME_MISMATCH -> "it is another record there (" + found.getMessage() + ")";
            case MISSING_ENUM_SYMBOLS, MISSING_UNION_BRANCH, FIXED_SIZE_MISMATCH ->
                "field '"
                        + fieldAt(reader, found.getLocation()) + "' may hold what is unknown here ("
                        + found.getMessage()
                        + ")";
        };
    }

    /** @param location a JSON pointer into the schema, such as {@code /fields/2/type/fields/0/type} */
    private static String fieldAt(Schema schema, String location) {
        List<String> names = new ArrayList<>();
        Schema at = schema;
        String[] steps = location.split("/");
        for (int i = 1; i < steps.length; i++) {
            switch (steps[i]) {
                case "fields" -> {
                    Schema.Field field = at.getFields().get(Integer.parseInt(steps[++i]));
                    names.add(field.name());
                    at = field.schema();
                }
                case "items" -> at = at.getElementType();
                case "values" -> at = at.getValueType();
                default -> {
                    if (at.isUnion() && steps[i].matches("\\d+")) {
                        at = at.getTypes().get(Integer.parseInt(steps[i]));
                    }
                }
            }
        }
        return String.join(".", names);
    }
}
