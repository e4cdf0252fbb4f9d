package io.pinpipe;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reports that an event was not acknowledged, and why.
 *
 * <pre>{@code
 * publisher.send(message).whenComplete((receipt, thrown) -> {
 *     if (thrown instanceof PublishException failure && !failure.maybeStored()) {
 *         retryLater.add(failure.failedMessage());
 *     }
 * });
 * }</pre>
 *
 * <p>Completes the future of a {@link Publisher#send(PostEvent)}; no method throws it. Its message names the event, the
 * destination, the cause and the remedy, and contains neither payload nor secrets. It has no stack trace of its own
 * because it is created on an engine thread; {@link #getCause()} has one where a library threw.
 */
public final class PublishException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why the event failed. */
    private final Reason reason;

    /** How many requests carried the event. */
    private final int attempts;

    /** Whether the service may have stored the event anyway. */
    private final boolean maybeStored;

    private final transient @Nullable Message failedMessage;

    /**
     * Creates an exception for one message.
     *
     * @param reason why it failed
     * @param message one sentence that names the event, the destination, the cause and the remedy
     * @param attempts how many requests carried the event; 0 when none did, or when the client library does not report
     *     it
     * @param maybeStored whether the service may have stored the event anyway
     * @param failedMessage the message that failed, or null when the event could not be encoded
     * @param cause the exception of a library, or null
     */
    public PublishException(
            Reason reason,
            String message,
            int attempts,
            boolean maybeStored,
            @Nullable Message failedMessage,
            @Nullable Throwable cause) {
        super(message, cause, true, false);
        this.reason = Objects.requireNonNull(reason, "reason");
        this.attempts = attempts;
        this.maybeStored = maybeStored;
        this.failedMessage = failedMessage;
    }

    /**
     * Returns why the event failed.
     *
     * @return the reason, never null
     */
    public Reason reason() {
        return reason;
    }

    /**
     * Returns how many requests carried the event.
     *
     * @return the number of attempts; 0 when none was made or the client library does not report it
     */
    public int attempts() {
        return attempts;
    }

    /**
     * Returns whether the service may have stored the event anyway, because an attempt went unanswered.
     *
     * @return false only when the event was certainly not stored
     */
    public boolean maybeStored() {
        return maybeStored;
    }

    /**
     * Returns the message that failed, to be resent or kept elsewhere.
     *
     * @return the message as it was sent; null when the event could not be encoded, which is then why it failed
     */
    public @Nullable Message failedMessage() {
        return failedMessage;
    }
}
