package io.pinpipe.transport;

import io.pinpipe.Ordering;
import java.time.Duration;

/** What a publisher that batches needs to know beyond {@link Settings}, checked. */
record BatchSettings(
        Duration linger,
        int batchRecords,
        long batchBytes,
        int recordBytes,
        int requestsInFlight,
        Duration requestTimeout,
        Duration backoff,
        Duration backoffMax,
        Ordering ordering,
        boolean dropHeaders) {}
