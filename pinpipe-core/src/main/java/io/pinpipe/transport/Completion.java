package io.pinpipe.transport;

import io.pinpipe.PublishException;
import io.pinpipe.Receipt;
import org.jspecify.annotations.Nullable;

/** How an entry ended: exactly one of receipt and failure is there. */
record Completion(
        PendingEvent entry,
        @Nullable Receipt receipt,
        @Nullable PublishException failure) {}
