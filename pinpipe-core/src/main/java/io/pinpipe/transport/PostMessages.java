package io.pinpipe.transport;

import io.pinpipe.Destinations;
import io.pinpipe.Message;
import io.pinpipe.PostEvent;
import io.pinpipe.PublishException;
import io.pinpipe.Reason;
import io.pinpipe.Receipt;
import io.pinpipe.json.InvalidPostException;
import io.pinpipe.json.PostJson;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Sends posts as messages: the kind selects the destination, the canonical JSON is the value and the index the key.
 * Thread-safe.
 */
final class PostMessages {

    private final @Nullable Destinations destinations;
    private final Delivery delivery;

    PostMessages(@Nullable Destinations destinations, Delivery delivery) {
        this.destinations = destinations;
        this.delivery = delivery;
    }

    /**
     * Sends an event.
     *
     * @throws IllegalStateException when the publisher has no destinations for posts
     */
    CompletableFuture<Receipt> send(PostEvent event) {
        Objects.requireNonNull(event, "event");
        if (destinations == null) {
            throw new IllegalStateException("this publisher has no destinations for posts: set userId or destinations"
                    + " on its builder, or send messages, which name their destination");
        }
        String destination = destinations.of(event.kind());
        String key = Long.toString(event.index());
        byte[] value;
        try {
            value = PostJson.encode(event);
        } catch (InvalidPostException e) {
            return invalid(event, destination, e);
        }
        String partitionKey = destinations.partitionKey(event.kind());
        return delivery.sendChecked(
                partitionKey == null
                        ? Message.of(destination, key, value)
                        : Message.builder(destination)
                                .key(key)
                                .partitionKey(partitionKey)
                                .value(value)
                                .build());
    }

    private CompletableFuture<Receipt> invalid(PostEvent event, String destination, InvalidPostException e) {
        Reason reason = delivery.isClosed() ? Reason.CLOSED : Reason.INVALID;
        String detail = delivery.isClosed() ? "the publisher is closed" : String.valueOf(e.getMessage());
        String text = event.kind().label() + " " + event.index() + " to '" + destination + "' failed, " + reason + ": "
                + detail;
        return delivery.refuse(destination, new PublishException(reason, text, 0, false, null, e));
    }
}
