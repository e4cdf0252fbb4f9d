package io.pinpipe;

/** Why something failed: a small fixed set for programs to switch on. */
public enum Reason {
    /** The event or row itself is unusable, and would be on every attempt. */
    INVALID,
    /** The event is larger than one record may be. */
    TOO_LARGE,
    /** Credentials are missing, wrong or expired. */
    UNAUTHENTICATED,
    /** The credentials are known, and may not do this. */
    FORBIDDEN,
    /** The destination, path, table or column does not exist. */
    NOT_FOUND,
    /** The far side refused it for good, for a reason not named here. */
    REJECTED,
    /** The far side asked to slow down. */
    THROTTLED,
    /** The far side could not be reached, or failed itself. */
    UNAVAILABLE,
    /** The deadline passed. */
    TIMED_OUT,
    /** No room came free in the publisher's buffer. */
    BUFFER_FULL,
    /** The publisher was closed before the event could be delivered. */
    CLOSED,
    /** The answer does not follow the protocol, so that nothing can be concluded from it. */
    PROTOCOL
}
