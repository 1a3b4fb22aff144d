/** What a model is: a folder of {@code model.json} and {@code weights.safetensors}, described and memory-mapped. */
@NullMarked
package dev.avitstreams.inference.model;

import org.jspecify.annotations.NullMarked;
