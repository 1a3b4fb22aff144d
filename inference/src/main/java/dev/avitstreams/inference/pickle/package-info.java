/**
 * Reads the tensors of a PyTorch checkpoint without running it. A pickle is a program that may name any function of the
 * machine it is loaded on; the interpreter here knows numbers, text, lists, dictionaries and tensors, a closed list of
 * names, and refuses everything else. Nothing is ever called, loaded or executed.
 */
@NullMarked
package dev.avitstreams.inference.pickle;

import org.jspecify.annotations.NullMarked;
