package dev.avitstreams.ops.doctor;

import dev.avitstreams.topology.startup.CheckResult;

/**
 * What a check found.
 *
 * @param sentence what it is and, where it is not well, what to do
 */
public record Finding(String subject, Verdict verdict, String sentence) {

    /** How serious it is. */
    public enum Verdict {
        WELL("✓"),
        /** It works, though not as well as it could. */
        NOTE("!"),
        /** The service cannot run like this. */
        AILING("✗");

        private final String sign;

        Verdict(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }
    }

    /** What the service itself checks before it starts. */
    public static Finding of(CheckResult result) {
        String subject = result.check().label();
        if (result instanceof CheckResult.Passed) {
            return well(subject, result.sentence());
        }
        return result instanceof CheckResult.Advice
                ? note(subject, result.sentence())
                : ailing(subject, result.sentence());
    }

    static Finding well(String subject, String sentence) {
        return new Finding(subject, Verdict.WELL, sentence);
    }

    static Finding note(String subject, String sentence) {
        return new Finding(subject, Verdict.NOTE, sentence);
    }

    static Finding ailing(String subject, String sentence) {
        return new Finding(subject, Verdict.AILING, sentence);
    }
}
