package io.pinpipe.transport;

import io.pinpipe.PublishException;
import io.pinpipe.Receipt;
import org.jspecify.annotations.Nullable;

/** The result of a pending event: exactly one of receipt and failure is non-null. */
record Completion(
        PendingEvent entry,
        @Nullable Receipt receipt,
        @Nullable PublishException failure) {}
