package dev.avitstreams.topology.microbatch;

import dev.avitstreams.inference.frame.FrameOutcome;
import dev.avitstreams.topology.frames.FrameTask;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * The bounded wait of a stream thread for one frame. It ends with an outcome or with an exception that fails the
 * thread, in which case nothing of the frame is committed and it is read again.
 *
 * @param timeout must be below the transaction timeout, or the broker aborts first
 */
public record OutcomeWait(Duration timeout) {

    FrameOutcome outcomeOf(FrameTask task) {
        try {
            return task.outcome().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            task.withdraw();
            throw new OperatorFailedException(
                    "The operator gave no outcome for frame " + task.coordinate() + " within " + timeout.toMillis()
                            + " ms (operator.timeout); the frame will be read again. The operator hangs, or is too slow for the"
                            + " frames under way: lower batch.max-in-flight or raise operator.timeout.",
                    e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new OperatorFailedException(
                    "No outcome could be had for frame " + task.coordinate() + ": " + cause.getMessage(), cause);
        } catch (CancellationException e) {
            throw new OperatorFailedException(
                    "The operator was closed while frame " + task.coordinate() + " waited", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }
}
