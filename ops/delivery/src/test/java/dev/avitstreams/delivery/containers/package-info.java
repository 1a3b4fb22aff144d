/** Kafka, the registry and the service as containers, as they are deployed. Needs a Docker engine: {@code -Pcontainers}. */
package dev.avitstreams.delivery.containers;
