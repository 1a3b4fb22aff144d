/** Reading topics as a person would: a tail of records, each as a line and as JSON. */
@NullMarked
package dev.avitstreams.ops.inspect;

import org.jspecify.annotations.NullMarked;
