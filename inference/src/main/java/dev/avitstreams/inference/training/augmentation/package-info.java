/**
 * Changes to training images that leave their meaning: crop, flip, colour, and mixing of two. Every choice is a function
 * of the seed and the place in training.
 */
@NullMarked
package dev.avitstreams.inference.training.augmentation;

import org.jspecify.annotations.NullMarked;
