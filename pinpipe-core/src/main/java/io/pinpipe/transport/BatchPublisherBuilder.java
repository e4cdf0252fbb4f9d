package io.pinpipe.transport;

import io.pinpipe.Ordering;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a publisher whose batches, order and retries are the engine's; the base of a transport's builder.
 *
 * @param <B> the builder's own type
 */
public abstract class BatchPublisherBuilder<B extends BatchPublisherBuilder<B>> extends PublisherBuilder<B> {

    /** Default of {@link #linger}: {@value} ms, as Kafka's producer has it since 4.0. */
    public static final int DEFAULT_LINGER_MILLIS = 5;

    /** Default of {@link #batchRecords}: {@value} records, the limit of Kinesis. */
    public static final int DEFAULT_BATCH_RECORDS = 500;

    /** Default of {@link #batchBytes}: {@value} bytes, what every gateway and emulator accepts. */
    public static final long DEFAULT_BATCH_BYTES = 5L * 1024 * 1024;

    /** Default of {@link #requestsInFlight}: {@value} requests a destination. */
    public static final int DEFAULT_REQUESTS_IN_FLIGHT = 4;

    /** Default of {@link #requestTimeout}: {@value} s, above the 29 s after which API Gateway gives up. */
    public static final int DEFAULT_REQUEST_TIMEOUT_SECONDS = 35;

    /** Default of {@link #backoff}: {@value} ms. */
    public static final int DEFAULT_BACKOFF_MILLIS = 100;

    /** Default of {@link #backoffMax}: {@value} ms. */
    public static final int DEFAULT_BACKOFF_MAX_MILLIS = 10_000;

    private Duration linger = Duration.ofMillis(DEFAULT_LINGER_MILLIS);
    private @Nullable Integer batchRecords;
    private long batchBytes = DEFAULT_BATCH_BYTES;
    private int requestsInFlight = DEFAULT_REQUESTS_IN_FLIGHT;
    private Duration requestTimeout = Duration.ofSeconds(DEFAULT_REQUEST_TIMEOUT_SECONDS);
    private Duration backoff = Duration.ofMillis(DEFAULT_BACKOFF_MILLIS);
    private Duration backoffMax = Duration.ofMillis(DEFAULT_BACKOFF_MAX_MILLIS);
    private Ordering ordering = Ordering.PER_KEY;
    private boolean dropHeaders;

    /** For subclasses. */
    protected BatchPublisherBuilder() {}

    /**
     * How long an event waits for company before its request is sent.
     *
     * @param linger {@value #DEFAULT_LINGER_MILLIS} ms by default; zero sends as soon as a request may start
     * @return this builder
     */
    public final B linger(Duration linger) {
        this.linger = Objects.requireNonNull(linger, "linger");
        return self();
    }

    /**
     * How many records a request carries at most.
     *
     * @param batchRecords from 1; {@value #DEFAULT_BATCH_RECORDS} by default
     * @return this builder
     */
    public final B batchRecords(int batchRecords) {
        this.batchRecords = batchRecords;
        return self();
    }

    /**
     * How many bytes a request carries at most.
     *
     * @param batchBytes bytes as the far side counts them, from 1 to 2,147,483,647; {@value #DEFAULT_BATCH_BYTES} by
     *     default
     * @return this builder
     */
    public final B batchBytes(long batchBytes) {
        this.batchBytes = batchBytes;
        return self();
    }

    /**
     * How many requests to one destination may be under way; halved while the far side throttles.
     *
     * @param requestsInFlight from 1; {@value #DEFAULT_REQUESTS_IN_FLIGHT} by default
     * @return this builder
     */
    public final B requestsInFlight(int requestsInFlight) {
        this.requestsInFlight = requestsInFlight;
        return self();
    }

    /**
     * How long one request may take before it is given up and its records count as unanswered.
     *
     * @param requestTimeout more than zero; {@value #DEFAULT_REQUEST_TIMEOUT_SECONDS} s by default
     * @return this builder
     */
    public final B requestTimeout(Duration requestTimeout) {
        this.requestTimeout = Objects.requireNonNull(requestTimeout, "requestTimeout");
        return self();
    }

    /**
     * The upper bound of the random wait before a record's second attempt; it doubles with each attempt.
     *
     * @param backoff {@value #DEFAULT_BACKOFF_MILLIS} ms by default; zero retries at once
     * @return this builder
     */
    public final B backoff(Duration backoff) {
        this.backoff = Objects.requireNonNull(backoff, "backoff");
        return self();
    }

    /**
     * Where the doubling of {@link #backoff} ends.
     *
     * @param backoffMax at least {@link #backoff}; {@value #DEFAULT_BACKOFF_MAX_MILLIS} ms by default
     * @return this builder
     */
    public final B backoffMax(Duration backoffMax) {
        this.backoffMax = Objects.requireNonNull(backoffMax, "backoffMax");
        return self();
    }

    /**
     * What order is kept among the events of one index.
     *
     * @param ordering {@link Ordering#PER_KEY} by default
     * @return this builder
     */
    public final B ordering(Ordering ordering) {
        this.ordering = Objects.requireNonNull(ordering, "ordering");
        return self();
    }

    /**
     * Whether to send messages without their headers where the wire carries none. By default such a message is refused.
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
                .integer("batchRecords", this::batchRecords)
                .bytes("batchBytes", this::batchBytes)
                .integer("requestsInFlight", this::requestsInFlight)
                .duration("requestTimeout", this::requestTimeout)
                .duration("backoff", this::backoff)
                .duration("backoffMax", this::backoffMax)
                .choice("ordering", Ordering.class, this::ordering)
                .truth("dropHeaders", this::dropHeaders);
    }

    @Override
    protected List<String> problems() {
        List<String> problems = super.problems();
        requireNotNegative(problems, "linger", linger);
        require(problems, batchRecords() >= 1, "batchRecords must be at least 1, not " + batchRecords());
        require(
                problems,
                batchBytes >= 1 && batchBytes <= Integer.MAX_VALUE,
                "batchBytes must be from 1 to " + Integer.MAX_VALUE + ", not " + batchBytes);
        require(problems, requestsInFlight >= 1, "requestsInFlight must be at least 1, not " + requestsInFlight);
        requirePositive(problems, "requestTimeout", requestTimeout);
        requireNotNegative(problems, "backoff", backoff);
        require(
                problems,
                backoffMax.compareTo(backoff) >= 0,
                "backoffMax must be at least backoff, and " + backoffMax + " is less than " + backoff);
        return problems;
    }

    /**
     * The largest number of records a request, for a transport whose far side limits it.
     *
     * @return as set, or the default
     */
    protected final int batchRecords() {
        return batchRecords == null ? defaultBatchRecords() : batchRecords;
    }

    /**
     * The number of records a request where {@link #batchRecords(int)} is not set, for a transport with a default of its
     * own.
     *
     * @return {@value #DEFAULT_BATCH_RECORDS}
     */
    protected int defaultBatchRecords() {
        return DEFAULT_BATCH_RECORDS;
    }

    /**
     * The largest request, for a transport whose far side limits it.
     *
     * @return bytes, as set, or the default
     */
    protected final long batchBytes() {
        return batchBytes;
    }

    /**
     * The requests that may be under way to one destination, for a client with a connection pool.
     *
     * @return as set, or the default
     */
    protected final int requestsInFlight() {
        return requestsInFlight;
    }

    /**
     * How long one request may take, for a client that must not end it earlier by itself.
     *
     * @return as set, or the default
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
}
