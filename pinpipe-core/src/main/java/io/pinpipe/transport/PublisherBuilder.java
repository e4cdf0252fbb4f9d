package io.pinpipe.transport;

import io.pinpipe.Destinations;
import io.pinpipe.PublishListener;
import io.pinpipe.Publisher;
import io.pinpipe.internal.EngineRuntime;
import io.pinpipe.internal.EngineRuntimes;
import io.pinpipe.internal.Problems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settings common to all publishers; the superclass of a transport's builder.
 *
 * <p>Setters do not validate; {@link #check()}, called by {@code build()}, reports all problems at once. Not
 * thread-safe; reusable.
 *
 * @param <B> the builder's own type, for chained calls
 */
public abstract class PublisherBuilder<B extends PublisherBuilder<B>> {

    /** Default of {@link #deliveryTimeout}: 120 s, as in Kafka's producer. */
    public static final Duration DEFAULT_DELIVERY_TIMEOUT = Duration.ofSeconds(120);

    /** Default of {@link #bufferBytes}: {@value} bytes, as in Kafka's producer. */
    public static final long DEFAULT_BUFFER_BYTES = 32L * 1024 * 1024;

    /** Default of {@link #bufferWait}: 60 s, as in Kafka's producer. */
    public static final Duration DEFAULT_BUFFER_WAIT = Duration.ofSeconds(60);

    /** Default of {@link #callbackLimit}: {@value} callbacks. */
    public static final int DEFAULT_CALLBACK_LIMIT = 10_000;

    /** Default of {@link #closeTimeout}: 30 s. */
    public static final Duration DEFAULT_CLOSE_TIMEOUT = Duration.ofSeconds(30);

    /** Default of {@link #recordBytes}: {@value} bytes, the usual limit of Kafka's brokers and of Kinesis streams. */
    public static final int DEFAULT_RECORD_BYTES = 1024 * 1024;

    /**
     * Default of {@link #closeAtExit}: {@value}, since a library's shutdown hook may interfere with the program's own.
     */
    public static final boolean DEFAULT_CLOSE_AT_EXIT = false;

    /** Longer durations are truncated to 36,500 days so that sums of times cannot overflow. */
    private static final Duration DURATION_MAX = Duration.ofDays(36_500);

    /** A logger of its own, so that a program that reports failures itself can turn it off. */
    private static final Logger FAILURES = LoggerFactory.getLogger(Publisher.class.getName() + ".failures");

    static {
        EngineRuntimes.setter((builder, runtime) -> ((PublisherBuilder<?>) builder).runtime = runtime);
    }

    private @Nullable String userId;
    private @Nullable Destinations destinations;
    private Duration deliveryTimeout = DEFAULT_DELIVERY_TIMEOUT;
    private long bufferBytes = DEFAULT_BUFFER_BYTES;
    private Duration bufferWait = DEFAULT_BUFFER_WAIT;
    private int callbackLimit = DEFAULT_CALLBACK_LIMIT;
    private Duration closeTimeout = DEFAULT_CLOSE_TIMEOUT;
    private boolean closeAtExit = DEFAULT_CLOSE_AT_EXIT;
    private int recordBytes = DEFAULT_RECORD_BYTES;
    private final List<PublishListener> listeners = new ArrayList<>();
    private @Nullable EngineRuntime runtime;

    /** For subclasses. */
    protected PublisherBuilder() {}

    /**
     * Sets the user whose topics or streams receive posts; replaces {@link #destinations(Destinations)}.
     *
     * @param userId the id in the names of the topics or streams, such as {@code 0a1d8948160f}
     * @return this builder
     */
    public final B userId(String userId) {
        this.userId = Objects.requireNonNull(userId, "userId");
        this.destinations = null;
        return self();
    }

    /**
     * Sets the destination of each kind of event, for custom names; replaces {@link #userId(String)}.
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
     * Sets the maximum time from an event's send to its acknowledgement, retries included.
     *
     * @param deliveryTimeout greater than zero; 120 s by default. All durations
     *     here are capped at 100 years
     * @return this builder
     */
    public final B deliveryTimeout(Duration deliveryTimeout) {
        this.deliveryTimeout = Objects.requireNonNull(deliveryTimeout, "deliveryTimeout");
        return self();
    }

    /**
     * Sets the maximum memory of events in flight: their encoded size plus 512 bytes each.
     *
     * @param bufferBytes bytes, from 1; {@value #DEFAULT_BUFFER_BYTES} by default. An event larger than the whole
     *     buffer is accepted when the buffer is empty
     * @return this builder
     */
    public final B bufferBytes(long bufferBytes) {
        this.bufferBytes = bufferBytes;
        return self();
    }

    /**
     * Sets how long a send waits while the buffer is full before it fails with {@link io.pinpipe.Reason#BUFFER_FULL}.
     *
     * @param bufferWait 60 s by default, capped at the delivery timeout; zero fails
     *     immediately
     * @return this builder
     */
    public final B bufferWait(Duration bufferWait) {
        this.bufferWait = Objects.requireNonNull(bufferWait, "bufferWait");
        return self();
    }

    /**
     * Sets how many completed events may wait for their callbacks before new sends block.
     *
     * @param callbackLimit from 1; {@value #DEFAULT_CALLBACK_LIMIT} by default
     * @return this builder
     */
    public final B callbackLimit(int callbackLimit) {
        this.callbackLimit = callbackLimit;
        return self();
    }

    /**
     * Sets how long {@code close} continues to deliver accepted events before it fails the rest. It returns at most 4 s
     * later, whatever callbacks and listeners do.
     *
     * @param closeTimeout 30 s by default; zero fails pending events immediately
     * @return this builder
     */
    public final B closeTimeout(Duration closeTimeout) {
        this.closeTimeout = Objects.requireNonNull(closeTimeout, "closeTimeout");
        return self();
    }

    /**
     * Sets whether a shutdown hook closes the publisher if it is still open when the process exits. The hook delivers
     * for up to the close timeout, and keeps the publisher reachable until it is closed. Not for a program that
     * finishes its sends in a hook of its own: Java runs all hooks concurrently.
     *
     * @param closeAtExit {@value #DEFAULT_CLOSE_AT_EXIT} by default: a process that exits without {@code close}
     *     silently loses every event not yet acknowledged
     * @return this builder
     */
    public final B closeAtExit(boolean closeAtExit) {
        this.closeAtExit = closeAtExit;
        return self();
    }

    /**
     * Sets the maximum size of a record; a larger event fails alone with {@link io.pinpipe.Reason#TOO_LARGE}.
     *
     * @param recordBytes bytes as the service counts them, from 1; {@value #DEFAULT_RECORD_BYTES} by default
     * @return this builder
     */
    public final B recordBytes(int recordBytes) {
        this.recordBytes = recordBytes;
        return self();
    }

    /**
     * Adds a listener; every listener receives every event. Failures are also logged by the logger
     * {@code io.pinpipe.Publisher}, at most one line in ten seconds for each destination and reason.
     *
     * @param listener receives delivery events
     * @return this builder
     */
    public final B listener(PublishListener listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
        return self();
    }

    /**
     * Applies settings by name, like {@link io.pinpipe.Publisher#open}.
     *
     * @param values text values by option name
     * @return this builder
     * @throws IllegalArgumentException names every unknown option, with the list of known ones, and every value that
     *     cannot be parsed
     */
    public final B options(Map<String, String> values) {
        options().apply(values);
        return self();
    }

    /**
     * Returns the table of settings and their limits; a transport adds its own to those of its superclass.
     *
     * @return a new table
     */
    protected Options options() {
        return new Options()
                .text("userId", this::userId)
                .duration("deliveryTimeout", this::deliveryTimeout)
                .positive(() -> deliveryTimeout)
                .bytes("bufferBytes", this::bufferBytes)
                .atLeast(1, () -> bufferBytes)
                .duration("bufferWait", this::bufferWait)
                .notNegative(() -> bufferWait)
                .integer("callbackLimit", this::callbackLimit)
                .atLeast(1, () -> callbackLimit)
                .duration("closeTimeout", this::closeTimeout)
                .notNegative(() -> closeTimeout)
                .truth("closeAtExit", this::closeAtExit)
                .intBytes("recordBytes", this::recordBytes)
                .atLeast(1, () -> recordBytes);
    }

    /**
     * Returns the problems of the settings: the limits of {@link #options()} that they exceed, and what a transport adds to
     * those of its superclass.
     *
     * @return one sentence for each problem; a new list, empty when there is none
     */
    protected List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (destinations == null && userId != null) {
            try {
                destinations();
            } catch (IllegalArgumentException e) {
                problems.add("userId is invalid: " + e.getMessage());
            }
        }
        options().addProblems(problems);
        return problems;
    }

    /**
     * Rejects invalid settings; a transport's {@code build()} calls it first.
     *
     * @throws IllegalArgumentException names all problems
     */
    protected final void check() {
        Problems.rejectAny(problems());
    }

    /**
     * Maps a user id to the topics or streams of this transport.
     *
     * @param userId the user id
     * @return the destinations
     * @throws IllegalArgumentException when the names would be illegal
     */
    protected abstract Destinations destinationsOf(String userId);

    /**
     * Returns this builder as its own type.
     *
     * @return this
     */
    protected abstract B self();

    /**
     * Returns the destinations of posts, from {@link #userId(String)} or {@link #destinations(Destinations)}.
     *
     * @return the destinations, or null when neither is set: the publisher accepts only messages
     * @throws IllegalArgumentException when the user id yields illegal names
     */
    protected final @Nullable Destinations destinations() {
        return destinations != null || userId == null ? destinations : destinationsOf(userId);
    }

    /**
     * Returns the user id, for a transport that sends it.
     *
     * @return the configured id, or null when it is not set or {@link #destinations(Destinations)} replaced it
     */
    protected final @Nullable String userId() {
        return userId;
    }

    /**
     * Returns the delivery timeout, for a client that enforces it itself.
     *
     * @return the configured value, or the default
     */
    protected final Duration deliveryTimeout() {
        return bounded(deliveryTimeout);
    }

    /**
     * Returns the buffer size, for a client with a buffer of its own.
     *
     * @return bytes, the configured value or the default
     */
    protected final long bufferBytes() {
        return bufferBytes;
    }

    /**
     * Returns the maximum size of a record, for a client that checks it itself.
     *
     * @return bytes, the configured value or the default
     */
    protected final int recordBytes() {
        return recordBytes;
    }

    /**
     * Caps a duration so that sums cannot overflow.
     *
     * @param duration any duration
     * @return the duration, at most 36,500 days
     */
    protected static Duration bounded(Duration duration) {
        return duration.compareTo(DURATION_MAX) > 0 ? DURATION_MAX : duration;
    }

    /**
     * Adds a problem unless a condition holds.
     *
     * @param problems the list to add to
     * @param condition what must hold
     * @param problem one sentence that describes the problem
     */
    protected static void require(List<String> problems, boolean condition, String problem) {
        Problems.require(problems, condition, problem);
    }

    final Settings settings() {
        Destinations posts = destinations();
        EngineRuntime used = runtime == null
                ? new ThreadedRuntime(posts == null ? "messages" : posts.all().get(0))
                : runtime;
        List<PublishListener> all = new ArrayList<>(listeners);
        all.add(new LoggingListener(FAILURES, used::nanoTime));
        return new Settings(
                posts,
                bounded(deliveryTimeout),
                bufferBytes,
                bounded(bufferWait),
                callbackLimit,
                bounded(closeTimeout),
                closeAtExit,
                all,
                used);
    }
}
