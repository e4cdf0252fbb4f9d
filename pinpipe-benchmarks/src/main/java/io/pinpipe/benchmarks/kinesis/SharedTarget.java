package io.pinpipe.benchmarks.kinesis;

import java.net.URI;

/** A far side that outlives the run, so that its first requests are not slow in each. */
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
        // whoever opened it closes it
    }
}
