package io.pinpipe.rest;

import io.pinpipe.Destinations;
import io.pinpipe.engine.BatchPublisher;
import java.net.URI;

/**
 * Delivers events to Kafka topics through a Kafka REST proxy (protocol v2, JSON), behind API Gateway or not.
 *
 * <p>A record is keyed by its event's index, written as a JSON number: so it lands in the partition that a native client
 * with a string key picks. A record counts as stored only when the proxy has named its partition and offset; a record
 * that failed inside an answer with status 200 is refused, and it alone is sent again.
 *
 * <p>The proxy's own producer usually runs with idempotence off, so that it may itself reorder and double records; no
 * client can see that.
 *
 * <p>Thread-safe.
 */
public final class RestPublisher extends BatchPublisher {

    private RestPublisher(HttpTransport transport, Builder builder) {
        super(transport, builder);
    }

    /**
     * Begins a publisher.
     *
     * @param base the address before {@code /topics}, such as {@code http://localhost:8082} or
     *     {@code https://<api>.execute-api.<region>.amazonaws.com/<stage>}
     * @return a builder, with {@link Builder#userId} or {@link Builder#destinations} still to be set
     */
    public static Builder builder(URI base) {
        return new Builder(base);
    }

    /** The settings of a {@link RestPublisher}. Not thread-safe. */
    public static final class Builder extends HttpPublisherBuilder<Builder> {

        private Builder(URI base) {
            super(base, "topics");
        }

        /**
         * Starts the publisher; no connection is made yet.
         *
         * @return an open publisher
         * @throws IllegalArgumentException names everything that is wrong with the settings
         */
        public RestPublisher build() {
            check();
            return new RestPublisher(transport(new KafkaRest(base().url())), this);
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
