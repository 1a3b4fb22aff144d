package dev.avitstreams.ops.chaos.fault;

import dev.avitstreams.ops.process.NodeProcess;
import dev.avitstreams.ops.process.ServiceProcess;
import java.time.Duration;

/** Something done to what the instances stand on. */
public sealed interface ClusterFault extends Fault {

    /**
     * {@code SIGKILL} to a broker, and a new process on the same folder.
     *
     * @param broker counted from 0
     * @param downtime between the two
     */
    record BrokerKill(int broker, Duration downtime) implements ClusterFault {
        @Override
        public FaultKind kind() {
            return FaultKind.BROKER_KILL;
        }

        @Override
        public String describe() {
            return "SIGKILL to broker " + (broker + 1) + ", started again after " + downtime.toMillis() + " ms";
        }

        @Override
        public boolean strike(Ground ground) {
            away(ground, broker, downtime);
            return true;
        }
    }

    /**
     * One of several brokers is away for long enough that others lead its partitions and replicas fall out of sync.
     *
     * @param broker counted from 0
     * @param absence above the brokers' own session timeout
     */
    record BrokerLoss(int broker, Duration absence) implements ClusterFault {
        @Override
        public FaultKind kind() {
            return FaultKind.BROKER_LOSS;
        }

        @Override
        public String describe() {
            return "broker " + (broker + 1) + " is lost, and back after " + absence.toMillis() + " ms";
        }

        @Override
        public boolean strike(Ground ground) {
            away(ground, broker, absence);
            return true;
        }
    }

    /**
     * A broker answers by fits and starts, as one does whose disk stalls: {@code SIGSTOP} and {@code SIGCONT} in turn.
     *
     * @param broker counted from 0
     * @param pulses how often it is stopped
     * @param stopped how long at a time
     * @param running in between
     */
    record BrokerStall(int broker, int pulses, Duration stopped, Duration running) implements ClusterFault {
        @Override
        public FaultKind kind() {
            return FaultKind.BROKER_STALL;
        }

        @Override
        public String describe() {
            return "broker " + (broker + 1) + " stalls " + pulses + " times for " + stopped.toMillis() + " ms, "
                    + running.toMillis() + " ms apart, as with a slow disk";
        }

        @Override
        public boolean strike(Ground ground) {
            NodeProcess node = ground.cluster().brokers().get(broker);
            for (int i = 0; i < pulses; i++) {
                node.stop();
                ground.rest(stopped);
                node.resume();
                ground.rest(running);
            }
            return true;
        }
    }

    /**
     * {@code SIGKILL} to the registry, and a new process on the same folder. Meanwhile an instance is started, which knows
     * no schema yet.
     *
     * @param victim the instance
     * @param absence of the registry
     */
    record RegistryLoss(int victim, Duration absence) implements ClusterFault {
        @Override
        public FaultKind kind() {
            return FaultKind.REGISTRY_LOSS;
        }

        @Override
        public String describe() {
            return "the registry is lost for " + absence.toMillis() + " ms, while instance " + victim
                    + " is killed and started again";
        }

        @Override
        public boolean strike(Ground ground) {
            ground.cluster().registry().kill();
            ServiceProcess instance = ground.instance(victim);
            instance.kill();
            instance.start();
            ground.rest(absence);
            ground.cluster().registry().start();
            ground.cluster().registry().awaitUp(ground.stop());
            return true;
        }
    }

    private static void away(Ground ground, int broker, Duration downtime) {
        NodeProcess node = ground.cluster().brokers().get(broker);
        node.kill();
        ground.rest(downtime);
        node.start();
        node.awaitUp(ground.stop());
    }
}
