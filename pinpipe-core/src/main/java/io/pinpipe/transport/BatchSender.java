package io.pinpipe.transport;

import io.pinpipe.Message;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Sends events in batches, with one queue for each destination. Thread-safe. */
final class BatchSender implements Sender {

    private final Delivery delivery;
    private final BatchTransport transport;
    private final BatchSettings batching;
    private final Map<String, DestinationQueue> queues = new ConcurrentHashMap<>();
    private volatile boolean abandoned;

    BatchSender(Delivery delivery, BatchTransport transport, BatchSettings batching) {
        this.delivery = delivery;
        this.transport = transport;
        this.batching = batching;
    }

    @Override
    public @Nullable String problem(Message message) {
        if (!message.headers().isEmpty() && !transport.carriesHeaders() && !batching.dropHeaders()) {
            return "it has headers, which this protocol does not carry: remove them, or set dropHeaders";
        }
        return transport.problem(message);
    }

    @Override
    public @Nullable String tooLarge(PendingEvent entry) {
        Message message = entry.message();
        int recordBytes = transport.recordBytes(message);
        entry.requestBytes = recordBytes + transport.framingBytes(message);
        if (recordBytes > batching.recordBytes()) {
            return "it takes " + recordBytes + " bytes, and the limit for a record is " + batching.recordBytes()
                    + ": shorten it, or raise recordBytes if the service allows it";
        }
        if (entry.requestBytes > batching.batchBytes()) {
            return "it takes " + entry.requestBytes + " bytes in a request, and the limit for a request is "
                    + batching.batchBytes() + ": shorten it, or raise batchBytes if the service allows it";
        }
        return null;
    }

    @Override
    public void accept(PendingEvent entry) {
        DestinationQueue queue = queues.get(entry.destination);
        if (queue == null) {
            queue = queues.computeIfAbsent(
                    entry.destination, name -> new DestinationQueue(delivery, transport, batching, name));
            if (abandoned) {
                queue.abandon();
            }
        }
        queue.accept(entry);
    }

    @Override
    public void push() {
        queues.values().forEach(DestinationQueue::push);
    }

    @Override
    public int requestsInFlight() {
        return queues.values().stream()
                .mapToInt(DestinationQueue::requestsInFlight)
                .sum();
    }

    @Override
    public long oldestSentAt(long now) {
        long oldestAge = queues.values().stream()
                .mapToLong(queue -> now - queue.oldestSentAt(now))
                .max()
                .orElse(0);
        return now - oldestAge;
    }

    @Override
    public void abandon() {
        abandoned = true;
        queues.values().forEach(DestinationQueue::abandon);
    }

    @Override
    public void close() {
        transport.close();
    }
}
