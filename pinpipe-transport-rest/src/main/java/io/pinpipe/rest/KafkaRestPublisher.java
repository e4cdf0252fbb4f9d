package io.pinpipe.rest;

import io.pinpipe.Destinations;
import io.pinpipe.transport.BatchPublisher;
import io.pinpipe.transport.Options;
import java.net.URI;
import java.util.Objects;

/**
 * Delivers events to Kafka topics through a Kafka REST proxy (protocol v2, JSON), behind API Gateway or not.
 *
 * <p>A record is keyed by its event's index, in the {@link Key form} that the proxy takes. A record counts as stored only when the proxy has named its partition and offset; a record
 * that failed inside an answer with status 200 is refused, and it alone is sent again. Where each record is stored is read
 * from the answer whatever its status.
 *
 * <p>The proxy's own producer usually runs with idempotence off, so that it may itself reorder and double records; no
 * client can see that.
 *
 * <p>Thread-safe.
 */
public final class KafkaRestPublisher extends BatchPublisher {

    /** How a record's key, the index of its event, is written. */
    public enum Key {
        /**
         * As a number, or as the proxy wants it: a proxy that refuses numbers before it has stored anything gets texts
         * from then on, and the number 0 is a text for one that would store it as no bytes. Records in which keys are
         * refused are sent again at once; no attempt is counted for it, and the log names the change. Before the first
         * event of index 0 the proxy gets a request without records, which stores nothing, so that its answer shows
         * which proxy it is. A record counts against {@code batchBytes} with the longer of both forms.
         */
        AUTO,
        /**
         * As a JSON number. The proxies that take one write it without anything around it, so that a record lands in the
         * partition that a native client picks whose key is the index as a string. Strimzi's bridge refuses it, and
         * Karapace stores 0 as no bytes.
         */
        NUMBER,
        /**
         * As a JSON string. All known proxies take it, and store it with its quotes: the order of an index is kept, and
         * the partition is another than the one that a native client picks.
         */
        TEXT,
        /** No key: the proxy spreads records over partitions, and readers see no order within an index. */
        NONE
    }

    private KafkaRestPublisher(HttpTransport transport, Builder builder) {
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

    /** The settings of a {@link KafkaRestPublisher}. Not thread-safe. */
    public static final class Builder extends HttpPublisherBuilder<Builder> {

        /** Default of {@link #key}. */
        public static final Key DEFAULT_KEY = Key.AUTO;

        private Key key = DEFAULT_KEY;

        private Builder(URI base) {
            super(base, "topics");
        }

        /**
         * How a record's key is written.
         *
         * @param key {@link Key#AUTO} by default
         * @return this builder
         */
        public Builder key(Key key) {
            this.key = Objects.requireNonNull(key, "key");
            return this;
        }

        /**
         * Starts the publisher; no connection is made yet.
         *
         * @return an open publisher
         * @throws IllegalArgumentException names everything that is wrong with the settings
         */
        public KafkaRestPublisher build() {
            check();
            return new KafkaRestPublisher(transport(proxy()), this);
        }

        /** How the proxy is spoken to; the base address is checked. */
        KafkaRest proxy() {
            return new KafkaRest(base().url(), key);
        }

        @Override
        protected Options options() {
            return super.options().choice("key", Key.class, this::key);
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
