package io.pinpipe.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.pinpipe.Message;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes messages of objects of a type of one's own: the value is the object's JSON, as the given mapper writes it.
 *
 * <pre>{@code
 * JsonMessages<Order> orders = JsonMessages.of("orders", mapper, Order::customerId);
 * publisher.send(orders.message(order));
 * }</pre>
 *
 * <p>Immutable; thread-safe when the mapper is left as it is configured and the function for the key is thread-safe.
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
     * Creates an adapter for messages with a key.
     *
     * @param destination the topic or stream
     * @param mapper writes the objects
     * @param key the key of an object, taken as text; a null makes a message without a key
     * @param <T> the type of the objects
     * @return the adapter
     */
    public static <T> JsonMessages<T> of(String destination, ObjectMapper mapper, Function<? super T, ?> key) {
        return new JsonMessages<>(
                Objects.requireNonNull(destination, "destination"),
                mapper.writer(),
                Objects.requireNonNull(key, "key"));
    }

    /**
     * Makes a message of an object.
     *
     * @param object the object; not read again later
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
                            + "' cannot be written as JSON: see the cause, and give the class or the mapper what it lacks",
                    e);
        }
    }
}
