package io.pinpipe.testkit;

import io.pinpipe.Destinations;
import io.pinpipe.Kind;
import io.pinpipe.PostEvent;
import io.pinpipe.json.InvalidPostException;
import io.pinpipe.json.PostJson;
import io.pinpipe.transport.BatchPublisher;
import io.pinpipe.transport.BatchPublisherBuilder;
import io.pinpipe.transport.BatchTransport;
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
 * A publisher that keeps what it is sent, for users' own tests; faults can be scripted.
 *
 * <p>It is the real engine over a far side in memory: it batches, retries and closes as the other publishers do.
 * Thread-safe.
 */
public final class InMemoryPublisher extends BatchPublisher {

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
     * @return an open publisher that holds nothing
     */
    public static InMemoryPublisher open() {
        return builder().userId("test").build();
    }

    /**
     * Begins to set up a publisher.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The posts that were acknowledged or at least stored, in the order in which it was stored in each destination.
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
     * The far side, for scripting faults and looking closer.
     *
     * @return the far side of this publisher
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
        throw new IllegalStateException("'" + destination + "' holds what is no event", last);
    }

    /** Settings of an {@link InMemoryPublisher}. Not thread-safe. */
    public static final class Builder extends BatchPublisherBuilder<Builder> {

        private FakeService service = new FakeService();
        private BiConsumer<Duration, Runnable> timer = Builder::afterRealTime;
        private UnaryOperator<BatchTransport> wrap = UnaryOperator.identity();

        private Builder() {}

        /**
         * Shares a far side, so that a script can be set before the publisher is open.
         *
         * @param service where events go
         * @return this builder
         */
        public Builder service(FakeService service) {
            this.service = service;
            return this;
        }

        /** Times {@link Fault.Slow}. */
        Builder timer(BiConsumer<Duration, Runnable> timer) {
            this.timer = timer;
            return this;
        }

        /** Puts something between the engine and the transport, such as a mutant. */
        Builder wrap(UnaryOperator<BatchTransport> wrap) {
            this.wrap = wrap;
            return this;
        }

        /**
         * Opens the publisher.
         *
         * @return an open publisher
         * @throws IllegalArgumentException names all settings that are wrong
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
