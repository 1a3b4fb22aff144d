/**
 * The differentiable forward pass of A-ViT: all rows are kept, halted ones masked, so that gradients flow as in the
 * paper. Letters: see {@link dev.avitstreams.inference.halting}.
 *
 * <p>Native memory: {@link dev.avitstreams.inference.training.network.Parameters} owns its tensors until closed; what a
 * forward pass makes belongs to the caller's {@code PointerScope}. One thread at a time.
 */
@NullMarked
package dev.avitstreams.inference.training.network;

import org.jspecify.annotations.NullMarked;
