/**
 * What the page knows: the latest frames of each camera and what came out in the last minute. Fed by one thread that reads
 * the topics, asked by the server's threads.
 */
@NullMarked
package dev.avitstreams.ops.dashboard.board;

import org.jspecify.annotations.NullMarked;
