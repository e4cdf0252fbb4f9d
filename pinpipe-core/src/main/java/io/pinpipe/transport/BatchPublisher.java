package io.pinpipe.transport;

/**
 * A publisher over a transport that carries batches; the superclass of a transport's public class.
 *
 * <p>Thread-safe.
 */
public abstract class BatchPublisher extends EnginePublisher {

    /**
     * Starts the engine.
     *
     * @param transport carries the batches; closed with the publisher
     * @param builder the settings, already {@link PublisherBuilder#check() checked}
     */
    protected BatchPublisher(BatchTransport transport, BatchPublisherBuilder<?> builder) {
        super(new Delivery(
                builder.settings(), delivery -> new BatchSender(delivery, transport, builder.batchSettings())));
    }
}
