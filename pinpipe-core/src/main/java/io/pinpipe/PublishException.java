package io.pinpipe;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An event that was not acknowledged, and why.
 *
 * <p>Only ever completes the future of a {@link Publisher#send(PostEvent)}; nothing throws it. Its message names what
 * was sent where, what went wrong and what to do; it holds no payload and no secret. It carries no stack trace of its
 * own, since it is born on a thread of the engine; {@link #getCause()} has one where a library threw.
 */
public final class PublishException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why it failed. */
    private final Reason reason;

    /** How many requests carried the event. */
    private final int attempts;

    /** Whether the far side may hold the event all the same. */
    private final boolean maybeStored;

    private final transient @Nullable Message failedMessage;

    /**
     * Creates an exception for one message.
     *
     * @param reason why it failed
     * @param message one sentence that names what, where and what to do
     * @param attempts how many requests carried the event; 0 when none did, or when the client library does not tell
     * @param maybeStored whether the far side may hold the event all the same
     * @param failedMessage what was to be published, or null when no message could be made of it
     * @param cause what a library threw, or null
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
     * Why the event failed.
     *
     * @return the reason, never null
     */
    public Reason reason() {
        return reason;
    }

    /**
     * How many requests carried the event.
     *
     * @return the number of attempts; 0 when none was made or the client library does not tell
     */
    public int attempts() {
        return attempts;
    }

    /**
     * Whether the far side may hold the event all the same, because an attempt went unanswered.
     *
     * @return false only when it is certain that the event was not stored
     */
    public boolean maybeStored() {
        return maybeStored;
    }

    /**
     * What failed, for sending it again or keeping it elsewhere.
     *
     * @return the message as it was sent; null when none could be made of an event, which is why it failed
     */
    public @Nullable Message failedMessage() {
        return failedMessage;
    }
}
