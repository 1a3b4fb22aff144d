/**
 * The topics this project lives on: what each is called, carries and needs, how to create and check them, and the
 * headers of a dead letter. Values are immutable; {@link dev.avitstreams.schemas.topic.TopicAdmin} alone talks to a
 * broker.
 */
@NullMarked
package dev.avitstreams.schemas.topic;

import org.jspecify.annotations.NullMarked;
