package dev.avitstreams.ops.bench;

/** How our own engine is run. */
enum OwnMode {
    AVIT("as the service runs it: images in groups, rows packed"),
    AVIT_SINGLE("one image at a time"),
    AVIT_DENSE("the same engine, no token halting; one image at a time, which suits it best"),
    AVIT_INT8("8-bit products, one image at a time");

    private final String description;

    OwnMode(String description) {
        this.description = description;
    }

    String description() {
        return description;
    }
}
