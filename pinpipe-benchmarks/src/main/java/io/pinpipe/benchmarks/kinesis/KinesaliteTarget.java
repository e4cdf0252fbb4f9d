package io.pinpipe.benchmarks.kinesis;

import io.pinpipe.testkit.servers.Kinesalite;
import io.pinpipe.testkit.servers.StreamReader;
import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;

/** A dedicated kinesalite with one stream. */
final class KinesaliteTarget implements KinesisTarget {

    private static final int SHARDS = 4;

    private final Kinesalite server = Kinesalite.openWithTls();

    KinesaliteTarget() {
        server.createStream(KinesisCandidate.STREAM, SHARDS);
    }

    @Override
    public URI endpoint() {
        return server.endpoint();
    }

    @Override
    public URI tlsEndpoint() {
        return server.tlsEndpoint();
    }

    @Override
    public long count() {
        AtomicLong records = new AtomicLong();
        StreamReader.read(server.endpoint(), KinesisCandidate.STREAM, record -> records.incrementAndGet());
        return records.get();
    }

    @Override
    public void close() {
        server.close();
    }
}
