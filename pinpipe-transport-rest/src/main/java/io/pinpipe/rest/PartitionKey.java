package io.pinpipe.rest;

import io.pinpipe.PostEvent;

/** The partition key that a record has on the wire: 1 to 256 letters, digits, {@code . _ -}. Thread-safe. */
interface PartitionKey {

    String of(PostEvent event);
}
