package io.pinpipe.transport;

import io.pinpipe.transport.BatchPublisherBuilder.Ordering;
import java.time.Duration;

/** The checked settings of a publisher that batches, beyond {@link Settings}. */
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
