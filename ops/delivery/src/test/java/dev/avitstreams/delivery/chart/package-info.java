/** The Helm chart, rendered by Helm and held against what Kubernetes and the service know. */
package dev.avitstreams.delivery.chart;
