package io.pinpipe.benchmarks.rest;

import io.pinpipe.benchmarks.GeneratedPins;
import io.pinpipe.benchmarks.compare.Senders;
import io.pinpipe.testkit.servers.KafkaBroker;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** 500 records per POST, or 50 large ones, four at a time, with prepared bodies; responses are read but not parsed. */
final class ReadyBodies extends RestCandidate {

    private static final int AT_A_TIME = 4;

    private final List<byte[]> bodies;
    private @Nullable ProxyClient client;

    ReadyBodies(URI proxy, KafkaBroker broker, GeneratedPins pins) {
        super(pins.batch() + " a POST, 4 at a time, ready bodies", proxy, broker, pins);
        this.bodies = pins.requests(ProduceBody::of);
    }

    @Override
    void open(URI proxy, String topic) {
        client = new ProxyClient(proxy, topic);
    }

    @Override
    public long run() throws Exception {
        ProxyClient proxy = Objects.requireNonNull(client);
        AtomicLong answered = new AtomicLong();
        int batch = pins.batch();
        Senders.run(AT_A_TIME, pins.size() / batch, number -> {
            proxy.post(bodies.get((int) (number % bodies.size())));
            answered.addAndGet(batch);
        });
        return answered.get();
    }

    @Override
    void close() {
        if (client != null) {
            client.close();
        }
    }
}
