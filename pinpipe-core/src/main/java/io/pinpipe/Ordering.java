package io.pinpipe;

/** What order a publisher keeps among the events of one index in one destination. */
public enum Ordering {
    /** Events of one index are stored in the order they were sent, retries included; the default. */
    PER_KEY,
    /** No order is kept: a refused event may be stored after a later one of the same index. Faster with few keys. */
    NONE
}
