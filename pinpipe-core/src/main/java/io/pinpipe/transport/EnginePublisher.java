package io.pinpipe.transport;

import io.pinpipe.Message;
import io.pinpipe.PostEvent;
import io.pinpipe.Publisher;
import io.pinpipe.Receipt;
import java.util.concurrent.CompletableFuture;

/** Common superclass of the publishers on the engine. */
abstract class EnginePublisher implements Publisher {

    private final Delivery delivery;
    private final PostMessages posts;
    private final Runnable endWatch;

    EnginePublisher(Delivery delivery) {
        this.delivery = delivery;
        this.posts = new PostMessages(delivery.settings().destinations(), delivery);
        this.endWatch = Unclosed.watch(this, delivery::reportUnclosed);
    }

    @Override
    public final CompletableFuture<Receipt> send(Message message) {
        return delivery.send(message);
    }

    @Override
    public final CompletableFuture<Receipt> send(PostEvent event) {
        return posts.send(event);
    }

    @Override
    public final CompletableFuture<Void> flush() {
        return delivery.flush();
    }

    @Override
    public final void close() {
        delivery.close();
        endWatch.run();
    }

    /**
     * Names the publisher and its destinations, without settings that could be secret.
     *
     * @return a text for logs
     */
    @Override
    public String toString() {
        return getClass().getSimpleName() + "[" + delivery.settings().name() + "]";
    }
}
