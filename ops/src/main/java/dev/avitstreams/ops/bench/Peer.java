package dev.avitstreams.ops.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Who takes part. The first is the one all are compared with. */
enum Peer {
    AVIT("avit", Optional.of(OwnMode.AVIT), true),
    AVIT_SINGLE("avit, image by image", Optional.of(OwnMode.AVIT_SINGLE), true),
    AVIT_DENSE("avit dense", Optional.of(OwnMode.AVIT_DENSE), false),
    AVIT_BF16("avit bf16", Optional.of(OwnMode.AVIT_BF16), true),
    AVIT_INT8("avit int8", Optional.of(OwnMode.AVIT_INT8), true),
    ONNX_RAGGED("ONNX Runtime ragged", Optional.empty(), true),
    ONNX_DENSE("ONNX Runtime dense", Optional.empty(), false),
    ONNX_INT8("ONNX Runtime dense int8", Optional.empty(), false),
    DJL_DENSE("DJL PyTorch dense", Optional.empty(), false);

    private final String title;
    private final Optional<OwnMode> own;
    private final boolean halts;

    Peer(String title, Optional<OwnMode> own, boolean halts) {
        this.title = title;
        this.own = own;
        this.halts = halts;
    }

    String title() {
        return title;
    }

    /** Whether it drops tokens, or computes all of every image. */
    boolean halts() {
        return halts;
    }

    /** True where it needs libraries that are not ours. */
    boolean isForeign() {
        return own.isEmpty();
    }

    /** Whose engine computes. */
    String engine() {
        if (own.isPresent()) {
            return "avit";
        }
        return this == DJL_DENSE ? "djl" : "onnxruntime";
    }

    String precision() {
        return switch (this) {
            case AVIT_BF16 -> "bf16";
            case AVIT_INT8, ONNX_INT8 -> "int8";
            case AVIT, AVIT_SINGLE, AVIT_DENSE, ONNX_RAGGED, ONNX_DENSE, DJL_DENSE -> "fp32";
        };
    }

    /** Whether this machine's CPU can be asked. */
    boolean isForThisCpu() {
        return own.map(mode -> mode.precision().isForThisCpu()).orElse(true);
    }

    /** Main class and its first argument. */
    List<String> program(BenchClassPath classPath) {
        List<String> program = new ArrayList<>(List.of("-cp", classPath.of(this)));
        if (own.isPresent()) {
            program.addAll(List.of(OwnContender.class.getName(), own.get().name()));
        } else {
            program.addAll(List.of(
                    BenchClassPath.FOREIGN_MAIN, name().toLowerCase(Locale.ROOT).replace('_', '-')));
        }
        return program;
    }
}
