package dev.avitstreams.ops.dashboard.board;

/** Where a record is. */
public record Position(String topic, int partition, long offset) {}
