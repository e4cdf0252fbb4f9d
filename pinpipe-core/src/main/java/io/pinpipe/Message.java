package io.pinpipe;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record to publish: a destination, an optional key, the bytes of the value and headers.
 *
 * <pre>{@code
 * Message order = Message.builder("orders")
 *     .key("42")
 *     .value("{\"total\":19.9}".getBytes(StandardCharsets.UTF_8))
 *     .header("trace", traceId)
 *     .build();
 * }</pre>
 *
 * <p>Messages of one key in one destination are stored in the order in which they were sent; a message without a key is
 * ordered with no other. The key also goes on the wire, where it chooses the partition or shard.
 *
 * <p>Immutable, provided that the arrays it returns are left unchanged; thread-safe.
 */
public final class Message {

    private static final byte[] EMPTY = {};

    private final String destination;
    private final @Nullable String key;
    private final @Nullable String partitionKey;
    private final byte[] value;
    private final List<Header> headers;

    /**
     * A header of a message.
     *
     * @param name the name, not empty; several headers may have the same one
     * @param value the bytes themselves, not a copy: not to be changed
     */
    public record Header(String name, byte[] value) {

        /** Refuses an empty name with an {@link IllegalArgumentException}. */
        public Header {
            Objects.requireNonNull(value, "value");
            if (name.isEmpty()) {
                throw new IllegalArgumentException("a header's name is empty: give it a name");
            }
        }

        @Override
        public String toString() {
            return name + " (" + value.length + " bytes)";
        }
    }

    private Message(
            String destination,
            @Nullable String key,
            @Nullable String partitionKey,
            byte[] value,
            List<Header> headers) {
        this.destination = destination;
        this.key = key;
        this.partitionKey = partitionKey;
        this.value = value;
        this.headers = headers;
    }

    /**
     * Creates a message without headers.
     *
     * @param destination the topic or stream
     * @param key orders messages and chooses the partition or shard; null for neither
     * @param value the bytes themselves, not a copy: not to be changed from now on
     * @return the message
     * @throws IllegalArgumentException when the destination is not a legal name of a topic or stream, or the key is empty
     */
    public static Message of(String destination, @Nullable String key, byte[] value) {
        return new Message(
                Destinations.legal(destination), keyed(key), null, Objects.requireNonNull(value, "value"), List.of());
    }

    /**
     * Creates a builder.
     *
     * @param destination the topic or stream
     * @return a builder of a message with an empty value, without a key or headers
     */
    public static Builder builder(String destination) {
        return new Builder(destination);
    }

    /**
     * The topic or stream.
     *
     * @return 1 to 249 letters, digits, {@code .}, {@code _} or {@code -}
     */
    public String destination() {
        return destination;
    }

    /**
     * The key, which orders messages and, unless {@link #partitionKey()} differs, chooses the partition or shard.
     *
     * @return the key, not empty, or null when the message is ordered with no other
     */
    public @Nullable String key() {
        return key;
    }

    /**
     * The key on the wire.
     *
     * @return as set by {@link Builder#partitionKey}, otherwise the key, or null when there is neither
     */
    public @Nullable String partitionKey() {
        return partitionKey == null ? key : partitionKey;
    }

    /**
     * The value.
     *
     * @return the bytes themselves, not a copy: not to be changed
     */
    public byte[] value() {
        return value;
    }

    /**
     * The headers, in the order in which they were added.
     *
     * @return an immutable list, often empty
     */
    public List<Header> headers() {
        return headers;
    }

    /** Destination and key without the value, which may be confidential. */
    @Override
    public String toString() {
        return "Message[" + destination + (key == null ? "" : ", key " + key) + ", " + value.length + " bytes]";
    }

    private static @Nullable String keyed(@Nullable String key) {
        if (key != null && key.isEmpty()) {
            throw new IllegalArgumentException("the key is empty: leave it out, or give it at least one character");
        }
        return key;
    }

    /** The parts of a {@link Message}. Not thread-safe; may be used again. */
    public static final class Builder {

        private final String destination;
        private @Nullable String key;
        private @Nullable String partitionKey;
        private byte[] value = EMPTY;
        private final List<Header> headers = new ArrayList<>();

        private Builder(String destination) {
            this.destination = Objects.requireNonNull(destination, "destination");
        }

        /**
         * The key that orders messages and chooses the partition or shard.
         *
         * @param key at least one character
         * @return this builder
         */
        public Builder key(String key) {
            this.key = Objects.requireNonNull(key, "key");
            return this;
        }

        /**
         * Another key for the wire, which chooses the partition or shard and orders nothing.
         *
         * @param partitionKey at least one character
         * @return this builder
         */
        public Builder partitionKey(String partitionKey) {
            this.partitionKey = Objects.requireNonNull(partitionKey, "partitionKey");
            return this;
        }

        /**
         * The value.
         *
         * @param value the bytes, which are copied
         * @return this builder
         */
        public Builder value(byte[] value) {
            this.value = value.clone();
            return this;
        }

        /**
         * Adds a header. Kafka carries headers; a publisher whose wire has none refuses the message, unless it was built
         * with {@code dropHeaders}.
         *
         * @param name the name, not empty
         * @param value the bytes, which are copied
         * @return this builder
         */
        public Builder header(String name, byte[] value) {
            headers.add(new Header(name, value.clone()));
            return this;
        }

        /**
         * Creates the message.
         *
         * @return the message
         * @throws IllegalArgumentException when the destination is not a legal name of a topic or stream, or a key is empty
         */
        public Message build() {
            return new Message(
                    Destinations.legal(destination), keyed(key), keyed(partitionKey), value, List.copyOf(headers));
        }
    }
}
