package io.pinpipe.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.pinpipe.Message;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Converts objects of a custom type to messages whose value is the object's JSON, as written by a given mapper.
 *
 * <pre>{@code
 * JsonMessages<Order> orders = JsonMessages.of("orders", mapper, Order::customerId);
 * publisher.send(orders.message(order));
 * }</pre>
 *
 * <p>Immutable; thread-safe as long as the mapper is not reconfigured and the key function is thread-safe.
 *
 * @param <T> the type of the objects
 */
public final class JsonMessages<T> {

    private final String destination;
    private final ObjectWriter writer;
    private final Function<? super T, ?> key;

    private JsonMessages(String destination, ObjectWriter writer, Function<? super T, ?> key) {
        this.destination = destination;
        this.writer = writer;
        this.key = key;
    }

    /**
     * Creates a converter.
     *
     * @param destination the topic or stream
     * @param mapper writes the objects
     * @param key returns an object's key, converted to text; null for a message without a key
     * @param <T> the type of the objects
     * @return the converter
     */
    public static <T> JsonMessages<T> of(String destination, ObjectMapper mapper, Function<? super T, ?> key) {
        return new JsonMessages<>(
                Objects.requireNonNull(destination, "destination"),
                mapper.writer(),
                Objects.requireNonNull(key, "key"));
    }

    /**
     * Converts an object to a message.
     *
     * @param object the object; not accessed afterwards
     * @return a message without headers
     * @throws IllegalArgumentException when the mapper cannot write the object, or the key is empty; the message names the
     *     object's class and the destination
     */
    public Message message(T object) {
        Object keyed = key.apply(object);
        @Nullable String text = keyed == null ? null : keyed.toString();
        try {
            return Message.of(destination, text, writer.writeValueAsBytes(object));
        } catch (JsonProcessingException e) {
            // Jackson's own message may quote the value.
            throw new IllegalArgumentException(
                    "a " + object.getClass().getName() + " for '" + destination
                            + "' cannot be written as JSON: see the cause, and adapt the class or configure the mapper",
                    e);
        }
    }
}
