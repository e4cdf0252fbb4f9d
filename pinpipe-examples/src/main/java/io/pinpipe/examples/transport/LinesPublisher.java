package io.pinpipe.examples.transport;

import io.pinpipe.Destinations;
import io.pinpipe.transport.BatchPublisherBuilder;
import io.pinpipe.transport.EnginePublisher;
import java.net.InetSocketAddress;

/** A publisher over {@link LinesTransport}: the engine does the rest. Thread-safe. */
public final class LinesPublisher extends EnginePublisher {

    private LinesPublisher(Builder builder) {
        super(new LinesTransport(builder.address), builder);
    }

    /**
     * Returns a builder.
     *
     * @param address the address of the server
     * @return a new builder
     */
    public static Builder builder(InetSocketAddress address) {
        return new Builder(address);
    }

    /** The settings of a {@link LinesPublisher}. Not thread-safe. */
    public static final class Builder extends BatchPublisherBuilder<Builder> {

        private final InetSocketAddress address;

        private Builder(InetSocketAddress address) {
            this.address = address;
        }

        /**
         * Opens the publisher.
         *
         * @return an open publisher
         * @throws IllegalArgumentException if settings are invalid; its message lists all problems
         */
        public LinesPublisher build() {
            check();
            return new LinesPublisher(this);
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
