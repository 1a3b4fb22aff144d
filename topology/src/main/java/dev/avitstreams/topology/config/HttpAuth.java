package dev.avitstreams.topology.config;

/** Whether the HTTP endpoints ask who reads them. */
public enum HttpAuth {
    /** By a token where one is set, which is a must on an address that others can reach. */
    AUTO,
    /** Never: something else, a network policy or a proxy, keeps strangers out. */
    NONE
}
