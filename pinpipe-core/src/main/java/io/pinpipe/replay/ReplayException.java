package io.pinpipe.replay;

import io.pinpipe.SourceException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reports that a replay stopped at an event that could not be delivered, or not be kept as a dead letter. The message
 * names the event, the cause, the checkpoint and the remedy; {@link #getCause()} is a
 * {@link io.pinpipe.PublishException}, a {@link SourceException} for an unusable row, or what a publisher threw in
 * violation of its contract.
 *
 * <p>Also thrown, without a cause, when the checkpoint is above every index of the source, so that nothing can be sent.
 */
public final class ReplayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Replay.Report report;

    ReplayException(String message, @Nullable Throwable cause, Replay.Report report) {
        super(message, cause);
        this.report = Objects.requireNonNull(report, "report");
    }

    /**
     * Returns the state of the replay when it stopped.
     *
     * @return the final report
     */
    public Replay.Report report() {
        return report;
    }
}
