package io.pinpipe.benchmarks.rest;

import io.pinpipe.benchmarks.GeneratedPins;
import io.pinpipe.benchmarks.compare.Paced;
import io.pinpipe.testkit.servers.KafkaBroker;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One record per POST, each after the previous response, on a keep-alive connection; a few thousand per run. At a
 * steady rate requests do not wait for each other.
 */
final class OneByOne extends RestCandidate implements Paced {

    private static final int RECORDS = 2_000;

    private @Nullable ProxyClient client;

    OneByOne(URI proxy, KafkaBroker broker, GeneratedPins pins) {
        super("one record a POST, in sequence", proxy, broker, pins);
    }

    @Override
    public long records() {
        return Math.min(RECORDS, pins.size());
    }

    @Override
    void open(URI proxy, String topic) {
        client = new ProxyClient(proxy, topic);
    }

    @Override
    public long run() throws IOException {
        long done = 0;
        while (done < records()) {
            Objects.requireNonNull(client).post(ProduceBody.ofOne(pins.get(done)));
            done++;
        }
        return done;
    }

    @Override
    public void send(long index, Runnable stored) {
        Objects.requireNonNull(client).postLater(ProduceBody.ofOne(pins.get(index)), stored);
    }

    @Override
    public void flush() {
        Objects.requireNonNull(client).awaitAnswers();
    }

    @Override
    void close() {
        if (client != null) {
            client.close();
        }
    }
}
