package io.pinpipe;

/** The order that a publisher preserves among events with the same key and destination. */
public enum Ordering {
    /** Events with the same key are stored in the order in which they were sent, retries included; the default. */
    PER_KEY,
    /** Unordered: a retried event may be stored after a later one with the same key. Faster with few distinct keys. */
    NONE
}
