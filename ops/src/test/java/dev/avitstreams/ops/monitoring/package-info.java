/** Dashboards and alerts, tried on a real Prometheus. */
package dev.avitstreams.ops.monitoring;
