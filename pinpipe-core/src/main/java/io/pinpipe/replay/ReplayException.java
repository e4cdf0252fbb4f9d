package io.pinpipe.replay;

import io.pinpipe.SourceException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A replay stopped at an event that could not be delivered, or not be kept as a dead letter. The message names the
 * event, why it failed, how far the checkpoint is and what to do; the cause is a {@link io.pinpipe.PublishException}, a
 * {@link SourceException} when a row is there and cannot be used, or what a publisher threw against its contract.
 *
 * <p>Also thrown, without a cause, when the source has no index as high as the checkpoint, so that nothing can be sent.
 */
public final class ReplayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ReplayReport report;

    ReplayException(String message, @Nullable Throwable cause, ReplayReport report) {
        super(message, cause);
        this.report = Objects.requireNonNull(report, "report");
    }

    /**
     * What the replay had done when it stopped.
     *
     * @return the report, as it is at the end
     */
    public ReplayReport report() {
        return report;
    }
}
