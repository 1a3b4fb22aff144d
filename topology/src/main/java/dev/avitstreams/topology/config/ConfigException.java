package dev.avitstreams.topology.config;

import java.util.List;

/** The configuration cannot be used. The message has one sentence for each thing that is wrong with it. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // List.copyOf is serializable
    private final List<String> problems;

    /** @param origin what was read, for example the path of the file */
    ConfigException(String origin, List<String> problems) {
        super(
                problems.size() == 1
                        ? origin + ": " + problems.get(0)
                        : origin + " has " + problems.size() + " problems:\n  - " + String.join("\n  - ", problems));
        this.problems = List.copyOf(problems);
    }

    /** The sentences, without the file's name. */
    public List<String> problems() {
        return problems;
    }
}
