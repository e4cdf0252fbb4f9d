package io.pinpipe.benchmarks.kinesis;

import java.net.URI;

/** A far side that outlives the run, so that its first requests are not slow in each. */
record SharedSide(FarSide farSide) implements FarSide {

    @Override
    public URI endpoint() {
        return farSide.endpoint();
    }

    @Override
    public URI tlsEndpoint() {
        return farSide.tlsEndpoint();
    }

    @Override
    public long count() {
        return farSide.count();
    }

    @Override
    public void close() {
        // whoever opened it closes it
    }
}
