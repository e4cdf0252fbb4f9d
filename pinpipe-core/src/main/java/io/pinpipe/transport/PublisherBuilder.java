package io.pinpipe.transport;

import io.pinpipe.Destinations;
import io.pinpipe.PublishListener;
import io.pinpipe.Publisher;
import io.pinpipe.internal.EngineRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings that every publisher has; the base of a transport's builder.
 *
 * <p>Setters only note the value; {@link #check()}, called by {@code build()}, reports all problems at once. Not
 * thread-safe; a builder may be used again.
 *
 * @param <B> the builder's own type, so that calls can be chained
 */
public abstract class PublisherBuilder<B extends PublisherBuilder<B>> {

    /** Default of {@link #deliveryTimeout}: {@value} s, as Kafka's producer has it. */
    public static final int DEFAULT_DELIVERY_TIMEOUT_SECONDS = 120;

    /** Default of {@link #bufferBytes}: {@value} bytes, as Kafka's producer has it. */
    public static final long DEFAULT_BUFFER_BYTES = 32L * 1024 * 1024;

    /** Default of {@link #bufferWait}: {@value} s, as Kafka's producer has it. */
    public static final int DEFAULT_BUFFER_WAIT_SECONDS = 60;

    /** Default of {@link #callbackLimit}: {@value} callbacks. */
    public static final int DEFAULT_CALLBACK_LIMIT = 10_000;

    /** Default of {@link #closeTimeout}: {@value} s. */
    public static final int DEFAULT_CLOSE_TIMEOUT_SECONDS = 30;

    /** Default of {@link #recordBytes}: {@value} bytes, the usual limit of Kafka's brokers and of Kinesis streams. */
    public static final int DEFAULT_RECORD_BYTES = 1024 * 1024;

    /** Default of {@link #closeAtExit}: {@value}, since a library's shutdown hook may meddle with the program's own. */
    public static final boolean DEFAULT_CLOSE_AT_EXIT = false;

    /** A duration that is longer counts as this one: 36,500 days, so that no sum of times overflows. */
    private static final Duration DURATION_MAX = Duration.ofDays(36_500);

    /** A name of its own, so that a program which reports failures itself need not log them too. */
    private static final Logger FAILURES = LoggerFactory.getLogger(Publisher.class.getName() + ".failures");

    private @Nullable String userId;
    private @Nullable Destinations destinations;
    private Duration deliveryTimeout = Duration.ofSeconds(DEFAULT_DELIVERY_TIMEOUT_SECONDS);
    private long bufferBytes = DEFAULT_BUFFER_BYTES;
    private Duration bufferWait = Duration.ofSeconds(DEFAULT_BUFFER_WAIT_SECONDS);
    private int callbackLimit = DEFAULT_CALLBACK_LIMIT;
    private Duration closeTimeout = Duration.ofSeconds(DEFAULT_CLOSE_TIMEOUT_SECONDS);
    private boolean closeAtExit = DEFAULT_CLOSE_AT_EXIT;
    private int recordBytes = DEFAULT_RECORD_BYTES;
    private final List<PublishListener> listeners = new ArrayList<>();
    private @Nullable EngineRuntime runtime;

    /** For subclasses. */
    protected PublisherBuilder() {}

    /**
     * Whose topics or streams to send to; replaces {@link #destinations(Destinations)}.
     *
     * @param userId the id in their names, such as {@code 0a1d8948160f}
     * @return this builder
     */
    public final B userId(String userId) {
        this.userId = Objects.requireNonNull(userId, "userId");
        this.destinations = null;
        return self();
    }

    /**
     * Where each kind of event goes, for names of one's own; replaces {@link #userId(String)}.
     *
     * @param destinations the topics or streams
     * @return this builder
     */
    public final B destinations(Destinations destinations) {
        this.destinations = Objects.requireNonNull(destinations, "destinations");
        this.userId = null;
        return self();
    }

    /**
     * How long an event may take from its send to its acknowledgement, retries included.
     *
     * @param deliveryTimeout more than zero; {@value #DEFAULT_DELIVERY_TIMEOUT_SECONDS} s by default. As with every
     *     duration here, more than 100 years count as 100 years
     * @return this builder
     */
    public final B deliveryTimeout(Duration deliveryTimeout) {
        this.deliveryTimeout = Objects.requireNonNull(deliveryTimeout, "deliveryTimeout");
        return self();
    }

    /**
     * How much memory events under way may take: their encoded bytes and 512 bytes for each.
     *
     * @param bufferBytes bytes, from 1; {@value #DEFAULT_BUFFER_BYTES} by default. An event larger than the whole
     *     buffer is let in when the buffer is empty
     * @return this builder
     */
    public final B bufferBytes(long bufferBytes) {
        this.bufferBytes = bufferBytes;
        return self();
    }

    /**
     * How long a send waits when the buffer is full, before it fails with {@link io.pinpipe.Reason#BUFFER_FULL}.
     *
     * @param bufferWait {@value #DEFAULT_BUFFER_WAIT_SECONDS} s by default, at most the delivery timeout; zero fails at
     *     once
     * @return this builder
     */
    public final B bufferWait(Duration bufferWait) {
        this.bufferWait = Objects.requireNonNull(bufferWait, "bufferWait");
        return self();
    }

    /**
     * How many ended events may wait for their callbacks before new sends are held back.
     *
     * @param callbackLimit from 1; {@value #DEFAULT_CALLBACK_LIMIT} by default
     * @return this builder
     */
    public final B callbackLimit(int callbackLimit) {
        this.callbackLimit = callbackLimit;
        return self();
    }

    /**
     * How long {@code close} goes on delivering what was accepted, before it fails the rest. It returns at most 4 s later,
     * whatever callbacks and listeners do.
     *
     * @param closeTimeout {@value #DEFAULT_CLOSE_TIMEOUT_SECONDS} s by default; zero fails what is left at once
     * @return this builder
     */
    public final B closeTimeout(Duration closeTimeout) {
        this.closeTimeout = Objects.requireNonNull(closeTimeout, "closeTimeout");
        return self();
    }

    /**
     * Whether a shutdown hook closes the publisher if the process ends before its user has. The hook delivers for up to
     * the close timeout, and keeps the publisher in memory until it is closed. Not for a program that ends its sends in a
     * hook of its own: Java runs all hooks at the same time.
     *
     * @param closeAtExit {@value #DEFAULT_CLOSE_AT_EXIT} by default: a process that ends without {@code close} loses what
     *     is not acknowledged by then, without a word
     * @return this builder
     */
    public final B closeAtExit(boolean closeAtExit) {
        this.closeAtExit = closeAtExit;
        return self();
    }

    /**
     * How many bytes one record may take; a larger event fails alone with {@link io.pinpipe.Reason#TOO_LARGE}.
     *
     * @param recordBytes bytes as the far side counts them, from 1; {@value #DEFAULT_RECORD_BYTES} by default
     * @return this builder
     */
    public final B recordBytes(int recordBytes) {
        this.recordBytes = recordBytes;
        return self();
    }

    /**
     * Adds a listener; each is told of everything. Failures are logged without one, at most one line in ten seconds for
     * a destination and reason, by the logger {@code io.pinpipe.Publisher}.
     *
     * @param listener told of what happens to events
     * @return this builder
     */
    public final B listener(PublishListener listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
        return self();
    }

    /**
     * Replaces the clock, the threads and the random source, for tests in virtual time.
     *
     * @param runtime used by one publisher, and closed with it
     * @return this builder
     */
    public final B runtime(EngineRuntime runtime) {
        this.runtime = Objects.requireNonNull(runtime, "runtime");
        return self();
    }

    /**
     * Takes settings by name, as {@link io.pinpipe.Publisher#open} does.
     *
     * @param values text values by option name
     * @return this builder
     * @throws IllegalArgumentException names every unknown option, with the list of known ones, and every value that
     *     cannot be read
     */
    public final B options(Map<String, String> values) {
        options().apply(values);
        return self();
    }

    /**
     * The options known by name; a transport adds its own to those of its superclass.
     *
     * @return a new table
     */
    protected Options options() {
        return new Options()
                .text("userId", this::userId)
                .duration("deliveryTimeout", this::deliveryTimeout)
                .bytes("bufferBytes", this::bufferBytes)
                .duration("bufferWait", this::bufferWait)
                .integer("callbackLimit", this::callbackLimit)
                .duration("closeTimeout", this::closeTimeout)
                .truth("closeAtExit", this::closeAtExit)
                .intBytes("recordBytes", this::recordBytes);
    }

    /**
     * What is wrong with the settings; a transport adds its own to those of its superclass.
     *
     * @return one sentence for each problem; a new list, empty when all is well
     */
    protected List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (destinations == null && userId != null) {
            try {
                destinations();
            } catch (IllegalArgumentException e) {
                problems.add("userId is unusable: " + e.getMessage());
            }
        }
        requirePositive(problems, "deliveryTimeout", deliveryTimeout);
        requireNotNegative(problems, "bufferWait", bufferWait);
        requireNotNegative(problems, "closeTimeout", closeTimeout);
        require(problems, bufferBytes >= 1, "bufferBytes must be at least 1, not " + bufferBytes);
        require(problems, callbackLimit >= 1, "callbackLimit must be at least 1, not " + callbackLimit);
        require(problems, recordBytes >= 1, "recordBytes must be at least 1, not " + recordBytes);
        return problems;
    }

    /**
     * Refuses unusable settings; a transport's {@code build()} calls it first.
     *
     * @throws IllegalArgumentException names all problems
     */
    protected final void check() {
        List<String> problems = problems();
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    /**
     * How a user id becomes topics or streams on this transport.
     *
     * @param userId the user id
     * @return the destinations
     * @throws IllegalArgumentException when the names would not be legal
     */
    protected abstract Destinations destinationsOf(String userId);

    /**
     * This builder, as its own type.
     *
     * @return this
     */
    protected abstract B self();

    /**
     * Where posts go, by {@link #userId(String)} or {@link #destinations(Destinations)}.
     *
     * @return the destinations, or null when neither is set: the publisher takes messages alone
     * @throws IllegalArgumentException when the user id makes no legal names
     */
    protected final @Nullable Destinations destinations() {
        return destinations != null || userId == null ? destinations : destinationsOf(userId);
    }

    /**
     * The user id, for a transport that puts it on the wire.
     *
     * @return as set, or null when it is not or {@link #destinations(Destinations)} replaced it
     */
    protected final @Nullable String userId() {
        return userId;
    }

    /**
     * The delivery timeout, for a client that keeps it by itself.
     *
     * @return as set, or the default
     */
    protected final Duration deliveryTimeout() {
        return bounded(deliveryTimeout);
    }

    /**
     * The buffer's size, for a client that has a buffer of its own.
     *
     * @return bytes, as set, or the default
     */
    protected final long bufferBytes() {
        return bufferBytes;
    }

    /**
     * The largest record, for a client that checks it by itself.
     *
     * @return bytes, as set, or the default
     */
    protected final int recordBytes() {
        return recordBytes;
    }

    /**
     * A duration of which sums can be made.
     *
     * @param duration any
     * @return the same, or 36,500 days when it is longer
     */
    protected static Duration bounded(Duration duration) {
        return duration.compareTo(DURATION_MAX) > 0 ? DURATION_MAX : duration;
    }

    /**
     * Adds a problem unless a condition holds.
     *
     * @param problems where to add it
     * @param condition what must hold
     * @param problem one sentence that says what is wrong
     */
    protected static void require(List<String> problems, boolean condition, String problem) {
        if (!condition) {
            problems.add(problem);
        }
    }

    /**
     * Adds a problem unless a duration is more than zero.
     *
     * @param problems where to add it
     * @param name the setting
     * @param value its value
     */
    protected static void requirePositive(List<String> problems, String name, Duration value) {
        require(problems, !value.isNegative() && !value.isZero(), name + " must be more than zero, not " + value);
    }

    /**
     * Adds a problem when a duration is less than zero.
     *
     * @param problems where to add it
     * @param name the setting
     * @param value its value
     */
    protected static void requireNotNegative(List<String> problems, String name, Duration value) {
        require(problems, !value.isNegative(), name + " must not be negative, as " + value + " is");
    }

    final Settings settings() {
        Destinations posts = destinations();
        EngineRuntime used = runtime == null
                ? new ThreadedRuntime(posts == null ? "messages" : posts.all().get(0))
                : runtime;
        List<PublishListener> told = new ArrayList<>(listeners);
        told.add(new LoggingListener(FAILURES, used::nanoTime));
        return new Settings(
                posts,
                bounded(deliveryTimeout),
                bufferBytes,
                bounded(bufferWait),
                callbackLimit,
                bounded(closeTimeout),
                closeAtExit,
                told,
                used);
    }
}
