package dev.avitstreams.schemas.registry;

import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * Calls {@link GeneratedClasses#trust()} when Avro parses its first schema, which every generated class does as it is
 * loaded. Avro asks the service loader for logical types at that moment, and that is the one hook it has: a record with
 * an enum cannot even be built before the enum is trusted. The logical type itself is not used by any schema.
 */
public final class TrustOnFirstSchema implements LogicalTypes.LogicalTypeFactory {
    private static final String TYPE_NAME = "avit-streams-trust";

    /** By the service loader. */
    public TrustOnFirstSchema() {
        GeneratedClasses.trust();
    }

    @Override
    public String getTypeName() {
        return TYPE_NAME;
    }

    @Override
    public LogicalType fromSchema(Schema schema) {
        return new LogicalType(TYPE_NAME);
    }
}
