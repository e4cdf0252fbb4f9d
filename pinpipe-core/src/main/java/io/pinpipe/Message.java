package io.pinpipe;

import io.pinpipe.internal.UnicodeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record to publish: a destination, an optional key, a value and headers.
 *
 * <pre>{@code
 * Message placed = Message.builder("orders")
 *     .key("42")
 *     .value("{\"total\":19.9}".getBytes(StandardCharsets.UTF_8))
 *     .header("trace", traceId)
 *     .build();
 * }</pre>
 *
 * <p>Messages with the same key and destination are stored in the order in which they were sent; messages without a key
 * are unordered. The key also goes on the wire, where it selects the partition or shard.
 *
 * <p>Immutable as long as the arrays it returns are not modified; thread-safe.
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
     * @param name the name, not empty; names may repeat
     * @param value the bytes, not copied: do not modify
     */
    public record Header(String name, byte[] value) {

        /** Throws {@link IllegalArgumentException} when the name is empty. */
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
     * @param key orders messages and selects the partition or shard; null for neither
     * @param value the bytes, not copied: do not modify from now on
     * @return the message
     * @throws IllegalArgumentException when the destination is not a legal topic or stream name, the key is empty, or the key
     *     holds half a surrogate pair
     */
    public static Message of(String destination, @Nullable String key, byte[] value) {
        return new Message(
                Destinations.legal(destination), keyed(key), null, Objects.requireNonNull(value, "value"), List.of());
    }

    /**
     * Creates a builder.
     *
     * @param destination the topic or stream
     * @return a builder of a message with an empty value, no key and no headers
     */
    public static Builder builder(String destination) {
        return new Builder(destination);
    }

    /**
     * Returns the topic or stream.
     *
     * @return 1 to 249 letters, digits, {@code .}, {@code _} or {@code -}
     */
    public String destination() {
        return destination;
    }

    /**
     * Returns the key, which orders messages and, unless {@link #partitionKey()} differs, selects the partition or
     * shard.
     *
     * @return the key, not empty, or null when the message is unordered
     */
    public @Nullable String key() {
        return key;
    }

    /**
     * Returns the key on the wire.
     *
     * @return the key set by {@link Builder#partitionKey}, otherwise {@link #key()}, or null when neither is set
     */
    public @Nullable String partitionKey() {
        return partitionKey == null ? key : partitionKey;
    }

    /**
     * Returns the value.
     *
     * @return the bytes, not copied: do not modify
     */
    public byte[] value() {
        return value;
    }

    /**
     * Returns the headers in the order in which they were added.
     *
     * @return an immutable list, often empty
     */
    public List<Header> headers() {
        return headers;
    }

    /** Shows destination and key but not the value, which may be confidential. */
    @Override
    public String toString() {
        return "Message[" + destination + (key == null ? "" : ", key " + key) + ", " + value.length + " bytes]";
    }

    private static @Nullable String keyed(@Nullable String key) {
        if (key != null && key.isEmpty()) {
            throw new IllegalArgumentException("the key is empty: leave it out, or give it at least one character");
        }
        int half = key == null ? -1 : UnicodeText.loneSurrogate(key);
        if (half >= 0) {
            throw new IllegalArgumentException("the key has half a surrogate pair at index " + half
                    + ", which UTF-8 cannot encode: remove it or add the other half");
        }
        return key;
    }

    /** Builds a {@link Message}. Not thread-safe; reusable. */
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
         * Sets the key, which orders messages and selects the partition or shard.
         *
         * @param key at least one character
         * @return this builder
         */
        public Builder key(String key) {
            this.key = Objects.requireNonNull(key, "key");
            return this;
        }

        /**
         * Sets a different key for the wire, which selects the partition or shard but does not affect order.
         *
         * @param partitionKey at least one character
         * @return this builder
         */
        public Builder partitionKey(String partitionKey) {
            this.partitionKey = Objects.requireNonNull(partitionKey, "partitionKey");
            return this;
        }

        /**
         * Sets the value.
         *
         * @param value the bytes, which are copied
         * @return this builder
         */
        public Builder value(byte[] value) {
            this.value = value.clone();
            return this;
        }

        /**
         * Adds a header. Kafka carries headers; a publisher whose protocol has none refuses the message unless it was
         * built with {@code dropHeaders}.
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
         * @throws IllegalArgumentException when the destination is not a legal topic or stream name, or a key is empty or
         *     holds half a surrogate pair
         */
        public Message build() {
            return new Message(
                    Destinations.legal(destination), keyed(key), keyed(partitionKey), value, List.copyOf(headers));
        }
    }
}
