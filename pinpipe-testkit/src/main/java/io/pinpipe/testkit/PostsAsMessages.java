package io.pinpipe.testkit;

import io.pinpipe.Kind;
import io.pinpipe.Message;
import io.pinpipe.PostEvent;
import io.pinpipe.Publisher;
import io.pinpipe.Receipt;
import io.pinpipe.json.PostJson;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Converts the posts that a case sends to custom messages, so that the case holds for any record. */
final class PostsAsMessages implements Publisher {

    private final Publisher publisher;
    private final Function<Kind, String> destinations;

    PostsAsMessages(Publisher publisher, Function<Kind, String> destinations) {
        this.publisher = publisher;
        this.destinations = destinations;
    }

    @Override
    public CompletableFuture<Receipt> send(Message message) {
        return publisher.send(message);
    }

    @Override
    public CompletableFuture<Receipt> send(PostEvent event) {
        Message message = Message.builder(destinations.apply(event.kind()))
                .key(Long.toString(event.index()))
                .value(value(event))
                .build();
        return publisher.send(message);
    }

    @Override
    public CompletableFuture<Void> flush() {
        return publisher.flush();
    }

    @Override
    public void close() {
        publisher.close();
    }

    @Override
    public String toString() {
        return publisher.toString();
    }

    private static byte[] value(PostEvent event) {
        return PostJson.encode(event);
    }
}
