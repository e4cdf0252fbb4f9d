package io.pinpipe.rest;

import io.pinpipe.Destinations;
import io.pinpipe.transport.EnginePublisher;
import io.pinpipe.transport.Options;
import java.net.URI;
import java.util.Objects;

/**
 * Delivers events to Kafka topics through a Kafka REST proxy (protocol v2, JSON), behind API Gateway or not.
 *
 * <pre>{@code
 * try (Publisher out = KafkaRestPublisher.builder(URI.create("http://localhost:8082")).userId("0a1d8948160f").build()) {
 *     out.send(pin).thenAccept(receipt -> log.info("{}", receipt.position()));
 * }
 * }</pre>
 *
 * <p>A post is keyed by its index, in the {@link Key form} that the proxy accepts. A record counts as stored only when
 * the proxy returns its partition and offset, whatever the status: a record that failed inside a 200 is refused, and it
 * alone is sent again.
 *
 * <p>The proxy's own producer usually runs without idempotence, so it may reorder and duplicate records, which no client
 * can detect.
 *
 * <p>Thread-safe.
 */
public final class KafkaRestPublisher extends EnginePublisher {

    /** How a record's key is written. */
    public enum Key {
        /**
         * As a number, or as text if the proxy requires it. A proxy that refuses numbers before it has stored anything
         * receives text from then on, and one that would store the number 0 as no bytes receives 0 as text. Records refused
         * for their keys are sent again at once; this counts no attempt, and a warning is logged. Before the first message
         * with key 0 an empty request, which stores nothing, identifies the proxy. A record counts against
         * {@code batchBytes} with the longer of both forms.
         */
        AUTO,
        /**
         * As a JSON number. Proxies that accept numbers store the digits alone, so that a record lands in the partition
         * that a native client picks for the key as a string. Strimzi's bridge rejects numbers, and Karapace stores 0 as
         * no bytes.
         */
        NUMBER,
        /**
         * As a JSON string. All known proxies accept it and store it with its quotes: order per key is kept, but the
         * partition differs from the one that a native client picks.
         */
        TEXT,
        /** No key: the proxy spreads records over partitions, and order per key is lost. */
        NONE
    }

    private KafkaRestPublisher(HttpTransport transport, Builder builder) {
        super(transport, builder);
    }

    /**
     * Returns a builder.
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
         * Opens the publisher; no connection is made yet.
         *
         * @return an open publisher
         * @throws IllegalArgumentException if settings are invalid; its message lists all problems
         */
        public KafkaRestPublisher build() {
            check();
            return new KafkaRestPublisher(transport(proxy()), this);
        }

        /** Creates the protocol, once the base address is validated. */
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
