package dev.avitstreams.ops;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: this build, and the Java it runs on. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String build = Avit.class.getPackage().getImplementationVersion();
        return new String[] {
            "avit-streams " + (build == null ? "(not packaged)" : build),
            "Java " + System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")"
        };
    }
}
