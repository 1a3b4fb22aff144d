package dev.avitstreams.topology.startup;

import java.util.List;

/** The service cannot work with this configuration. The message has one sentence for each reason. */
public final class StartupRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartupRefusedException(List<CheckResult.Refused> reasons) {
        super(String.join(
                "\n", reasons.stream().map(CheckResult.Refused::sentence).toList()));
    }
}
