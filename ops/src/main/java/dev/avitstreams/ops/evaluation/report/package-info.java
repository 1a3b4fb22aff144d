/**
 * What an evaluation writes down: the fields of its JSON. {@code metrics} depends on the frames, the models and the
 * options that choose what is measured alone; what depends on the machine or the day is under {@code measured} and
 * {@code provenance}, and in the times of {@code models}.
 */
@NullMarked
package dev.avitstreams.ops.evaluation.report;

import org.jspecify.annotations.NullMarked;
