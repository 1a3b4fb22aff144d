package dev.avitstreams.topology.config;

/** One setting has a value it must not have. The message begins with the setting's path. */
final class InvalidSettingException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String path;

    InvalidSettingException(String path, String complaint) {
        super(path + " " + complaint);
        this.path = path;
    }

    /** The setting, for example {@code batch.max-size}. */
    String path() {
        return path;
    }
}
