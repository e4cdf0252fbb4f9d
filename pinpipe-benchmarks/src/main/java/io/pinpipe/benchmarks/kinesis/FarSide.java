package io.pinpipe.benchmarks.kinesis;

import java.net.URI;

/** What takes the records of one run. */
interface FarSide extends AutoCloseable {

    /** The address for clients without TLS. */
    URI endpoint();

    /** The address for clients that speak nothing but TLS. */
    URI tlsEndpoint();

    /** How many records were put, as the far side tells. */
    long count();

    @Override
    void close();
}
