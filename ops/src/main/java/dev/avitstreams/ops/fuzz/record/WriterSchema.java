package dev.avitstreams.ops.fuzz.record;

import dev.avitstreams.schemas.ImageEvent;
import org.apache.avro.Schema;

/** Schemas that a record may have been written with. Each of the hostile ones adds a field that our reader skips. */
enum WriterSchema {
    OURS("", ""),
    /** A list that can be as deep as a record is long. */
    CHAIN("""
            {"type": "record", "name": "Link", "fields": [{"name": "next", "type": ["null", "Link"], "default": null}]}""", "{\"next\": null}"),
    /** Any number of items in no bytes. */
    NOTHINGS("""
            {"type": "array", "items": "null"}""", "[]"),
    /** Any number of records in no bytes. */
    EMPTY_RECORDS("""
            {"type": "array", "items": {"type": "record", "name": "Empty", "fields": []}}""", "[]"),
    NESTED("""
            {"type": "array", "items": {"type": "array", "items": {"type": "map", "values": "bytes"}}}""", "[]"),
    /** Half a gigabyte, if it were there. */
    FIXED("""
            ["null", {"type": "fixed", "name": "Large", "size": 536870912}]""", "null");

    private final String extraType;
    private final String byDefault;

    /** Both as Avro's JSON has them. */
    WriterSchema(String extraType, String byDefault) {
        this.extraType = extraType;
        this.byDefault = byDefault;
    }

    String avro() {
        String ours = ImageEvent.getClassSchema().toString();
        if (extraType.isEmpty()) {
            return ours;
        }
        int end = ours.lastIndexOf("]}");
        return new Schema.Parser()
                .parse(ours.substring(0, end) + ",{\"name\":\"extra" + name() + "\",\"default\":" + byDefault
                        + ",\"type\":" + extraType + "}" + ours.substring(end))
                .toString();
    }
}
