package io.pinpipe.transport;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a publisher whose batching, ordering and retries are the engine's; the superclass of a transport's
 * builder.
 *
 * @param <B> the builder's own type
 */
public abstract class BatchPublisherBuilder<B extends BatchPublisherBuilder<B>> extends PublisherBuilder<B> {

    /** Default of {@link #linger}: 5 ms, the default of Kafka's producer since 4.0. */
    public static final Duration DEFAULT_LINGER = Duration.ofMillis(5);

    /** Default of {@link #batchRecords}: {@value} records, the limit of Kinesis. */
    public static final int DEFAULT_BATCH_RECORDS = 500;

    /** Default of {@link #batchBytes}: {@value} bytes, accepted by every gateway and emulator. */
    public static final long DEFAULT_BATCH_BYTES = 5L * 1024 * 1024;

    /** Default of {@link #requestsInFlight}: {@value} requests for each destination. */
    public static final int DEFAULT_REQUESTS_IN_FLIGHT = 4;

    /** Default of {@link #requestTimeout}: 35 s, longer than API Gateway's own timeout of 29 s. */
    public static final Duration DEFAULT_REQUEST_TIMEOUT = Duration.ofSeconds(35);

    /** Default of {@link #backoff}: 100 ms. */
    public static final Duration DEFAULT_BACKOFF = Duration.ofMillis(100);

    /** Default of {@link #backoffMax}: 10 s. */
    public static final Duration DEFAULT_BACKOFF_MAX = Duration.ofSeconds(10);

    private Duration linger = DEFAULT_LINGER;
    private @Nullable Integer batchRecords;
    private long batchBytes = DEFAULT_BATCH_BYTES;
    private int requestsInFlight = DEFAULT_REQUESTS_IN_FLIGHT;
    private Duration requestTimeout = DEFAULT_REQUEST_TIMEOUT;
    private Duration backoff = DEFAULT_BACKOFF;
    private Duration backoffMax = DEFAULT_BACKOFF_MAX;
    private Ordering ordering = Ordering.PER_KEY;
    private boolean dropHeaders;

    /** For subclasses. */
    protected BatchPublisherBuilder() {}

    /**
     * Sets the maximum time an event waits to be batched.
     *
     * @param linger 5 ms by default; zero sends as soon as a request may start
     * @return this builder
     */
    public final B linger(Duration linger) {
        this.linger = Objects.requireNonNull(linger, "linger");
        return self();
    }

    /**
     * Sets the maximum number of records in a request.
     *
     * @param batchRecords from 1; {@value #DEFAULT_BATCH_RECORDS} by default
     * @return this builder
     */
    public final B batchRecords(int batchRecords) {
        this.batchRecords = batchRecords;
        return self();
    }

    /**
     * Sets the maximum size of a request.
     *
     * @param batchBytes bytes as the service counts them, from 1 to 2,147,483,647; {@value #DEFAULT_BATCH_BYTES} by
     *     default
     * @return this builder
     */
    public final B batchBytes(long batchBytes) {
        this.batchBytes = batchBytes;
        return self();
    }

    /**
     * Sets the maximum number of requests in flight to one destination; halved while the service throttles.
     *
     * @param requestsInFlight from 1; {@value #DEFAULT_REQUESTS_IN_FLIGHT} by default
     * @return this builder
     */
    public final B requestsInFlight(int requestsInFlight) {
        this.requestsInFlight = requestsInFlight;
        return self();
    }

    /**
     * Sets how long a request may take before it is cancelled and its records count as unanswered.
     *
     * @param requestTimeout greater than zero; 35 s by default
     * @return this builder
     */
    public final B requestTimeout(Duration requestTimeout) {
        this.requestTimeout = Objects.requireNonNull(requestTimeout, "requestTimeout");
        return self();
    }

    /**
     * Sets the upper bound of the random delay before a record's second attempt; it doubles with each attempt.
     *
     * @param backoff 100 ms by default; zero retries immediately
     * @return this builder
     */
    public final B backoff(Duration backoff) {
        this.backoff = Objects.requireNonNull(backoff, "backoff");
        return self();
    }

    /**
     * Sets the maximum to which {@link #backoff} doubles.
     *
     * @param backoffMax at least {@link #backoff}; 10 s by default
     * @return this builder
     */
    public final B backoffMax(Duration backoffMax) {
        this.backoffMax = Objects.requireNonNull(backoffMax, "backoffMax");
        return self();
    }

    /**
     * Sets which order is preserved among events with the same key.
     *
     * @param ordering {@link Ordering#PER_KEY} by default
     * @return this builder
     */
    public final B ordering(Ordering ordering) {
        this.ordering = Objects.requireNonNull(ordering, "ordering");
        return self();
    }

    /**
     * Sets whether to send messages without their headers where the protocol has none. By default such a message is
     * refused.
     *
     * @param dropHeaders true to drop headers; false by default
     * @return this builder
     */
    public final B dropHeaders(boolean dropHeaders) {
        this.dropHeaders = dropHeaders;
        return self();
    }

    @Override
    protected Options options() {
        return super.options()
                .duration("linger", this::linger)
                .notNegative(() -> linger)
                .integer("batchRecords", this::batchRecords)
                .atLeast(1, this::batchRecords)
                .bytes("batchBytes", this::batchBytes)
                .integer("requestsInFlight", this::requestsInFlight)
                .atLeast(1, () -> requestsInFlight)
                .duration("requestTimeout", this::requestTimeout)
                .positive(() -> requestTimeout)
                .duration("backoff", this::backoff)
                .notNegative(() -> backoff)
                .duration("backoffMax", this::backoffMax)
                .choice("ordering", Ordering.class, this::ordering)
                .truth("dropHeaders", this::dropHeaders);
    }

    @Override
    protected List<String> problems() {
        List<String> problems = super.problems();
        require(
                problems,
                batchBytes >= 1 && batchBytes <= Integer.MAX_VALUE,
                "batchBytes must be from 1 to " + Integer.MAX_VALUE + ", not " + batchBytes);
        require(
                problems,
                backoffMax.compareTo(backoff) >= 0,
                "backoffMax must be at least backoff, " + backoff + ", not " + backoffMax);
        return problems;
    }

    /**
     * Returns the maximum number of records in a request, for a transport whose service limits it.
     *
     * @return the configured value, or the default
     */
    protected final int batchRecords() {
        return batchRecords == null ? defaultBatchRecords() : batchRecords;
    }

    /**
     * Returns the default of {@link #batchRecords(int)}, for a transport that needs a different one.
     *
     * @return {@value #DEFAULT_BATCH_RECORDS}
     */
    protected int defaultBatchRecords() {
        return DEFAULT_BATCH_RECORDS;
    }

    /**
     * Returns the maximum size of a request, for a transport whose service limits it.
     *
     * @return bytes, the configured value or the default
     */
    protected final long batchBytes() {
        return batchBytes;
    }

    /**
     * Returns the maximum number of requests in flight to one destination, for a client with a connection pool.
     *
     * @return the configured value, or the default
     */
    protected final int requestsInFlight() {
        return requestsInFlight;
    }

    /**
     * Returns the request timeout, for a client that must not give up earlier.
     *
     * @return the configured value, or the default
     */
    protected final Duration requestTimeout() {
        return bounded(requestTimeout);
    }

    final BatchSettings batchSettings() {
        return new BatchSettings(
                bounded(linger),
                batchRecords(),
                batchBytes,
                recordBytes(),
                requestsInFlight,
                bounded(requestTimeout),
                bounded(backoff),
                bounded(backoffMax),
                ordering,
                dropHeaders);
    }

    /** The order that a publisher preserves among events with the same key and destination. */
    public enum Ordering {
        /** Events with the same key are stored in the order in which they were sent, retries included; the default. */
        PER_KEY,
        /** Unordered: a retried event may be stored after a later one with the same key. Faster with few distinct keys. */
        NONE
    }
}
