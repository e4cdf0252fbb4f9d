package io.pinpipe.testkit;

import io.pinpipe.Destinations;
import io.pinpipe.Kind;
import io.pinpipe.PostEvent;
import io.pinpipe.internal.EngineRuntime;
import io.pinpipe.internal.EngineRuntimes;
import io.pinpipe.json.InvalidPostException;
import io.pinpipe.json.PostJson;
import io.pinpipe.transport.BatchPublisherBuilder;
import io.pinpipe.transport.BatchTransport;
import io.pinpipe.transport.EnginePublisher;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A publisher that stores events in memory, for users' tests; supports scripted faults.
 *
 * <pre>{@code
 * FakeService service = new FakeService();
 * service.script(new Fault.RefuseSome(Reason.THROTTLED, List.of(0)));
 * try (Publisher out = InMemoryPublisher.builder().userId("u").service(service).build()) {
 *     out.send(pin).join();
 * }
 * assert service.held("u.pin").size() == 1;
 * }</pre>
 *
 * <p>It is the real engine over a {@link FakeService}: it batches, retries and closes like the other publishers.
 * Thread-safe.
 */
public final class InMemoryPublisher extends EnginePublisher {

    private final FakeService service;
    private final @Nullable Destinations destinations;

    private InMemoryPublisher(Builder builder) {
        super(builder.wrap.apply(new InMemoryTransport(builder.service, builder.timer)), builder);
        this.service = builder.service;
        this.destinations = builder.builtDestinations();
    }

    /**
     * Opens a publisher for user {@code test} with default settings.
     *
     * @return an open publisher without events
     */
    public static InMemoryPublisher open() {
        return builder().userId("test").build();
    }

    /**
     * Creates a builder.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the events that were acknowledged or at least stored, in the order in which they were stored in each
     * destination.
     *
     * @return the events; a copy
     */
    public List<PostEvent> stored() {
        List<PostEvent> events = new ArrayList<>();
        if (destinations == null) {
            return events;
        }
        for (String destination : destinations.all()) {
            service.held(destination).forEach(record -> events.add(event(destinations, destination, record.json())));
        }
        return events;
    }

    /**
     * Returns the fake service, to script faults and inspect requests.
     *
     * @return the service of this publisher
     */
    public FakeService service() {
        return service;
    }

    private static PostEvent event(Destinations destinations, String destination, String json) {
        InvalidPostException last = null;
        for (Kind kind : List.of(Kind.GEO, Kind.USER, Kind.PIN)) {
            if (destinations.of(kind).equals(destination)) {
                try {
                    return PostJson.decode(kind, json.getBytes(StandardCharsets.UTF_8));
                } catch (InvalidPostException e) {
                    last = e;
                }
            }
        }
        throw new IllegalStateException("'" + destination + "' contains a record that is not an event", last);
    }

    /** Builds an {@link InMemoryPublisher}. Not thread-safe. */
    public static final class Builder extends BatchPublisherBuilder<Builder> {

        private FakeService service = new FakeService();
        private BiConsumer<Duration, Runnable> timer = Builder::afterRealTime;
        private UnaryOperator<BatchTransport> wrap = UnaryOperator.identity();

        private Builder() {}

        /**
         * Sets the service, so that it can be shared, or scripted before the publisher is open.
         *
         * @param service the service
         * @return this builder
         */
        public Builder service(FakeService service) {
            this.service = service;
            return this;
        }

        /** Replaces the clock, the threads and the random source. */
        Builder runtime(EngineRuntime runtime) {
            EngineRuntimes.replace(this, runtime);
            return this;
        }

        /** Sets the timer of {@link Fault.Slow}. */
        Builder timer(BiConsumer<Duration, Runnable> timer) {
            this.timer = timer;
            return this;
        }

        /** Wraps the transport, for example with a mutant. */
        Builder wrap(UnaryOperator<BatchTransport> wrap) {
            this.wrap = wrap;
            return this;
        }

        /**
         * Opens the publisher.
         *
         * @return an open publisher
         * @throws IllegalArgumentException names all invalid settings
         */
        public InMemoryPublisher build() {
            check();
            return new InMemoryPublisher(this);
        }

        private @Nullable Destinations builtDestinations() {
            return destinations();
        }

        private static void afterRealTime(Duration delay, Runnable task) {
            CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS)
                    .execute(task);
        }

        @Override
        protected Destinations destinationsOf(String userId) {
            return Destinations.topics(userId);
        }

        @Override
        protected Builder self() {
            return this;
        }
    }
}
