/**
 * The service as one thing: it opens the operator, waits until the cluster is ready for it, runs the topology, and puts
 * it up again when the cluster comes back.
 */
@NullMarked
package dev.avitstreams.topology.service;

import org.jspecify.annotations.NullMarked;
