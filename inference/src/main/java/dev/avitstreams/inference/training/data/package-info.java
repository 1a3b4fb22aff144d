/**
 * Training images: where they lie, in which order they come, and batches prepared one step ahead. What a batch holds
 * depends on the seed and the step alone, so training can go on anywhere.
 */
@NullMarked
package dev.avitstreams.inference.training.data;

import org.jspecify.annotations.NullMarked;
