/**
 * Avro on the wire, by the official Confluent client: serdes, registration and checks against any registry that speaks
 * Confluent's REST API.
 */
@NullMarked
package dev.avitstreams.schemas.registry;

import org.jspecify.annotations.NullMarked;
