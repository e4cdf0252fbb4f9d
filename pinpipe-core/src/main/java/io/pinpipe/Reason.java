package io.pinpipe;

/** Why an operation failed: a small fixed set to switch on. */
public enum Reason {
    /** The event or row is invalid and would fail on every attempt. */
    INVALID,
    /** The event exceeds the size limit of a record. */
    TOO_LARGE,
    /** Credentials are missing, wrong or expired. */
    UNAUTHENTICATED,
    /** The credentials are valid but do not permit the operation. */
    FORBIDDEN,
    /** The destination, path, table or column does not exist. */
    NOT_FOUND,
    /** The service refused the event permanently, for a reason not listed here. */
    REJECTED,
    /** The service asked to slow down. */
    THROTTLED,
    /** The service could not be reached, or failed internally. */
    UNAVAILABLE,
    /** The deadline expired. */
    TIMED_OUT,
    /** The publisher's buffer stayed full. */
    BUFFER_FULL,
    /** The publisher was closed before the event was delivered. */
    CLOSED,
    /** The response violates the protocol, so nothing can be concluded from it. */
    PROTOCOL
}
