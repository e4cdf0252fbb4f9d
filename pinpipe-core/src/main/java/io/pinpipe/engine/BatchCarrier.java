package io.pinpipe.engine;

import io.pinpipe.spi.BatchTransport;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Carries entries in batches: one queue for each destination. Thread-safe. */
final class BatchCarrier implements Carrier {

    private final BatchTransport transport;
    private final BatchSettings batching;
    private final Map<String, DestinationQueue> queues = new LinkedHashMap<>();

    BatchCarrier(Delivery delivery, BatchTransport transport, BatchSettings batching) {
        this.transport = transport;
        this.batching = batching;
        for (String destination : delivery.settings().destinations().all()) {
            queues.put(destination, new DestinationQueue(delivery, transport, batching, destination));
        }
    }

    @Override
    public @Nullable String tooLarge(Entry entry) {
        int recordBytes = transport.recordBytes(entry);
        entry.requestBytes = recordBytes + transport.framingBytes(entry);
        if (recordBytes > batching.recordBytes()) {
            return "it takes " + recordBytes + " bytes, and a record may take " + batching.recordBytes()
                    + ": shorten it, or raise recordBytes if the far side allows it";
        }
        if (entry.requestBytes > batching.batchBytes()) {
            return "it takes " + entry.requestBytes + " bytes in a request, and a request may take "
                    + batching.batchBytes() + ": shorten it, or raise batchBytes if the far side allows it";
        }
        return null;
    }

    @Override
    public void accept(Entry entry) {
        Objects.requireNonNull(queues.get(entry.destination)).accept(entry);
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
        queues.values().forEach(DestinationQueue::abandon);
    }

    @Override
    public void close() {
        transport.close();
    }
}
