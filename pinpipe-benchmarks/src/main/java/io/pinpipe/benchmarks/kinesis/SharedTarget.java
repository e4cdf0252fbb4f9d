package io.pinpipe.benchmarks.kinesis;

import java.net.URI;

/** A service that outlives the run, so that not every run starts with slow first requests. */
record SharedTarget(KinesisTarget service) implements KinesisTarget {

    @Override
    public URI endpoint() {
        return service.endpoint();
    }

    @Override
    public URI tlsEndpoint() {
        return service.tlsEndpoint();
    }

    @Override
    public long count() {
        return service.count();
    }

    @Override
    public void close() {
        // closed by its owner
    }
}
