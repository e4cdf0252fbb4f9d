package io.pinpipe.benchmarks.rest;

import io.pinpipe.benchmarks.GeneratedPins;
import io.pinpipe.benchmarks.compare.Senders;
import io.pinpipe.testkit.servers.KafkaBroker;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** 500 records a POST, four at a time, with bodies that were made before; the answers are read and not looked at. */
final class ReadyBodies extends RestContestant {

    private static final int AT_A_TIME = 4;
    private static final int BATCH = 500;

    private final List<byte[]> bodies;
    private @Nullable ProxyClient client;

    ReadyBodies(URI proxy, KafkaBroker broker, GeneratedPins pins) {
        super("500 a POST, 4 at a time, ready bodies", proxy, broker, pins);
        if (pins.size() % BATCH != 0) {
            throw new IllegalArgumentException("--records must be a multiple of " + BATCH + ", not " + pins.size());
        }
        this.bodies = IntStream.range(0, (int) Math.min(pins.size(), GeneratedPins.DISTINCT) / BATCH)
                .mapToObj(batch -> ProduceBody.of(LongStream.range((long) batch * BATCH, (batch + 1L) * BATCH)
                        .mapToObj(pins::get)
                        .toList()))
                .toList();
    }

    @Override
    void open(URI proxy, String topic) {
        client = new ProxyClient(proxy, topic);
    }

    @Override
    public long run() throws Exception {
        ProxyClient proxy = Objects.requireNonNull(client);
        AtomicLong answered = new AtomicLong();
        Senders.run(AT_A_TIME, pins.size() / BATCH, batch -> {
            proxy.post(bodies.get((int) (batch % bodies.size())));
            answered.addAndGet(BATCH);
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
