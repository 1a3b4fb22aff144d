/**
 * Elastic compute: which operating point to run at, so that frames keep to a latency objective at the best accuracy the
 * load leaves room for. Values and pure state machines only: no thread, no clock, no native memory.
 */
@NullMarked
package dev.avitstreams.inference.elastic;

import org.jspecify.annotations.NullMarked;
