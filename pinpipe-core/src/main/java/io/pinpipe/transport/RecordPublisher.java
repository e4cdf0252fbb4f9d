package io.pinpipe.transport;

/**
 * A publisher over a client that batches, orders and retries by itself; the superclass of a transport's public class.
 *
 * <p>Thread-safe.
 */
public abstract class RecordPublisher extends EnginePublisher {

    /**
     * Starts the engine.
     *
     * @param transport accepts single records; closed with the publisher
     * @param builder the settings, already {@link PublisherBuilder#check() checked}
     */
    protected RecordPublisher(RecordTransport transport, PublisherBuilder<?> builder) {
        super(new Delivery(
                builder.settings(), delivery -> new RecordSender(delivery, transport, builder.recordBytes())));
    }
}
