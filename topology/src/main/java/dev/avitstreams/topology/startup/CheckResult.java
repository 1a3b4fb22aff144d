package dev.avitstreams.topology.startup;

/** One thing found at start. */
public sealed interface CheckResult {

    StartupCheck check();

    /** What was found, with which value; where something is wrong, also what to do. */
    String sentence();

    /** As it should be. */
    record Passed(StartupCheck check, String sentence) implements CheckResult {}

    /** It works, but should be changed. */
    record Advice(StartupCheck check, String sentence) implements CheckResult {}

    /** The service cannot work until this is put right, which needs no restart. */
    record Waiting(StartupCheck check, String sentence) implements CheckResult {}

    /** The service cannot work with this configuration: change it and start again. */
    record Refused(StartupCheck check, String sentence) implements CheckResult {}
}
