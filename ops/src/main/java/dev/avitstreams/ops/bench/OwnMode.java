package dev.avitstreams.ops.bench;

import dev.avitstreams.inference.halting.OperatorPrecision;

/** How our own engine is run. */
enum OwnMode {
    AVIT("as the service runs it: images in groups, rows packed"),
    AVIT_SINGLE("one image at a time"),
    AVIT_DENSE("the same engine, no token halting; one image at a time, which suits it best"),
    AVIT_BF16("as the service runs it in bf16"),
    AVIT_INT8("as the service runs it in int8");

    private final String description;

    OwnMode(String description) {
        this.description = description;
    }

    OperatorPrecision precision() {
        return switch (this) {
            case AVIT_BF16 -> OperatorPrecision.BF16;
            case AVIT_INT8 -> OperatorPrecision.INT8;
            case AVIT, AVIT_SINGLE, AVIT_DENSE -> OperatorPrecision.F32;
        };
    }

    /** Whether images are computed as many at once as is best for the engine. */
    boolean groups() {
        return this != AVIT_SINGLE && this != AVIT_DENSE;
    }

    String description() {
        return description;
    }
}
