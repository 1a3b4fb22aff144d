package dev.avitstreams.ops.chaos.fault;

import dev.avitstreams.ops.process.ServiceProcess;
import java.time.Duration;
import java.util.List;

/** Something done to instances from outside, with signals. */
public sealed interface InstanceFault extends Fault {
    /**
     * {@code SIGKILL}, and a new process with the same state directory.
     *
     * @param downtime between the two
     */
    record Kill(int victim, Duration downtime) implements InstanceFault {
        @Override
        public FaultKind kind() {
            return FaultKind.KILL;
        }

        @Override
        public String describe() {
            return "SIGKILL to instance " + victim + ", started again after " + downtime.toMillis() + " ms";
        }

        @Override
        public boolean strike(Ground ground) {
            ServiceProcess instance = ground.instance(victim);
            instance.kill();
            ground.rest(downtime);
            instance.start();
            return true;
        }
    }

    /**
     * {@code SIGSTOP}, and {@code SIGCONT} when the others have long taken over.
     *
     * @param pause longer than the session timeout
     */
    record Stop(int victim, Duration pause) implements InstanceFault {
        @Override
        public FaultKind kind() {
            return FaultKind.STOP;
        }

        @Override
        public String describe() {
            return "SIGSTOP to instance " + victim + ", SIGCONT after " + pause.toMillis() + " ms";
        }

        @Override
        public boolean strike(Ground ground) {
            ServiceProcess instance = ground.instance(victim);
            instance.stop();
            ground.rest(pause);
            instance.resume();
            return true;
        }
    }

    /** {@code SIGTERM}, and a new process once it has ended: what a rolling update does. */
    record Restart(int victim) implements InstanceFault {
        @Override
        public FaultKind kind() {
            return FaultKind.RESTART;
        }

        @Override
        public String describe() {
            return "SIGTERM to instance " + victim + ", started again once it has ended";
        }

        @Override
        public boolean strike(Ground ground) {
            ServiceProcess instance = ground.instance(victim);
            instance.terminate();
            instance.start();
            return true;
        }
    }

    /**
     * Instances leave and join in quick succession, by turns in good order and without a word, so that one rebalance
     * begins before the last has ended.
     *
     * @param victims in the order in which they leave
     */
    record RebalanceStorm(List<Integer> victims, Duration between) implements InstanceFault {
        public RebalanceStorm {
            victims = List.copyOf(victims);
        }

        @Override
        public FaultKind kind() {
            return FaultKind.REBALANCE_STORM;
        }

        @Override
        public String describe() {
            return "instances " + victims + " leave and join, " + between.toMillis() + " ms apart";
        }

        @Override
        public boolean strike(Ground ground) {
            for (int i = 0; i < victims.size(); i++) {
                ServiceProcess instance = ground.instance(victims.get(i));
                if (i % 2 == 0) {
                    instance.terminate();
                } else {
                    instance.kill();
                }
                instance.start();
                ground.rest(between);
            }
            return true;
        }
    }
}
