/**
 * A-ViT: a vision transformer whose tokens stop being computed one by one (Yin et al., 2022). Written from the paper's
 * formulas.
 *
 * <p>Letters used throughout: B images in a batch, N tokens of an image (class token first), D width, H heads, L blocks,
 * M hidden width, C classes, p patch side, S image side, R rows: the tokens still active in all images of a batch, packed
 * one image after the other.
 *
 * <p>Native memory: {@link dev.avitstreams.inference.halting.AVit} owns its weights until closed; each forward pass owns
 * everything else and gives it back before it returns.
 */
@NullMarked
package dev.avitstreams.inference.halting;

import org.jspecify.annotations.NullMarked;
