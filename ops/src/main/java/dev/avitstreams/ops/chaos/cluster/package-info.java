/** The brokers and the registry of a chaos run, each a process of its own that can be killed, stopped and missed. */
@NullMarked
package dev.avitstreams.ops.chaos.cluster;

import org.jspecify.annotations.NullMarked;
