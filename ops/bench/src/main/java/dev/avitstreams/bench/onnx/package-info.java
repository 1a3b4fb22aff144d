/** The model as ONNX graphs, written without a protobuf library, and ONNX Runtime computing them. */
@NullMarked
package dev.avitstreams.bench.onnx;

import org.jspecify.annotations.NullMarked;
