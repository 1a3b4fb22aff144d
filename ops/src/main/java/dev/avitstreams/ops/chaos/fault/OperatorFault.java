package dev.avitstreams.ops.chaos.fault;

import dev.avitstreams.ops.chaos.operator.OperatorOrder;
import dev.avitstreams.ops.chaos.operator.OrderFile;
import dev.avitstreams.ops.process.ServiceProcess;
import java.time.Duration;
import java.util.List;

/**
 * The operator of an instance misbehaves from within, at its next batch.
 *
 * @param victim the instance, counted from 0
 * @param order what it does
 */
public record OperatorFault(int victim, OperatorOrder order) implements Fault {
    /** Until a batch comes along; if none does, the order is withdrawn. */
    private static final Duration TAKEN = Duration.ofSeconds(15);

    private static final Duration READY = Duration.ofSeconds(30);

    private static final Duration ENDED = Duration.ofSeconds(90);

    @Override
    public FaultKind kind() {
        return switch (order) {
            case THROW -> FaultKind.OPERATOR_THROWS;
            case STALL -> FaultKind.OPERATOR_STALLS;
            case HANG -> FaultKind.OPERATOR_HANGS;
            case NO_NATIVE_MEMORY, NO_HEAP -> FaultKind.OPERATOR_OUT_OF_MEMORY;
            case DIE -> FaultKind.OPERATOR_DIES;
        };
    }

    @Override
    public String describe() {
        return "the operator of instance " + victim + " " + order.describe();
    }

    @Override
    public boolean strike(Ground ground) {
        ServiceProcess instance = ground.instance(victim);
        OrderFile file = OrderFile.of(instance);
        if (!ground.until(instance::isReady, READY)) { // else it would misbehave in its self-test
            ground.tell("instance " + victim + " is not ready after " + READY.toSeconds() + " s");
        }
        int endsBefore = instance.unexpectedExits().size();
        file.give(order);
        if (!ground.until(file::isTaken, TAKEN) && file.withdraw()) {
            ground.tell("not done: no batch reached instance " + victim + " within " + TAKEN.toSeconds() + " s");
            return false;
        }
        if (order.exitCodes().isEmpty()) {
            return true; // should it end all the same, the fleet will tell
        }
        instance.expectExit();
        if (!ground.until(() -> instance.unexpectedExits().size() > endsBefore, ENDED)) {
            if (ground.stop().isRequested()) {
                return true; // nobody starts it again any more
            }
            ground.complain("Instance " + victim + " did not end within " + ENDED.toSeconds()
                    + " s though its operator " + order.describe() + "; its log: " + instance.log());
            return true;
        }
        List<Integer> ends = instance.unexpectedExits();
        int code = ends.get(endsBefore);
        if (!order.exitCodes().contains(code)) {
            ground.complain("Instance " + victim + " ended with exit code " + code + " instead of "
                    + order.exitCodes() + " when its operator " + order.describe() + "; its log: "
                    + instance.log());
        }
        return true;
    }
}
