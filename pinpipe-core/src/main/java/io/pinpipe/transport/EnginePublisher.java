package io.pinpipe.transport;

import io.pinpipe.Message;
import io.pinpipe.PostEvent;
import io.pinpipe.Publisher;
import io.pinpipe.Receipt;
import java.util.concurrent.CompletableFuture;

/**
 * A publisher that delivers through a transport; the superclass of a transport's public class.
 *
 * <p>Thread-safe.
 */
public abstract class EnginePublisher implements Publisher {

    private final Delivery delivery;
    private final PostMessages posts;
    private final Runnable endWatch;

    /**
     * Starts delivery through a transport whose batching, ordering and retries are the engine's.
     *
     * @param transport carries the batches; closed with the publisher
     * @param builder the settings, already {@link PublisherBuilder#check() checked}
     */
    protected EnginePublisher(BatchTransport transport, BatchPublisherBuilder<?> builder) {
        this(new Delivery(
                builder.settings(), delivery -> new BatchSender(delivery, transport, builder.batchSettings())));
    }

    /**
     * Starts delivery through a client that batches, orders and retries by itself.
     *
     * @param transport accepts single records; closed with the publisher
     * @param builder the settings, already {@link PublisherBuilder#check() checked}
     */
    protected EnginePublisher(RecordTransport transport, PublisherBuilder<?> builder) {
        this(new Delivery(
                builder.settings(), delivery -> new RecordSender(delivery, transport, builder.recordBytes())));
    }

    private EnginePublisher(Delivery delivery) {
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
