package io.pinpipe.benchmarks.kinesis;

import java.net.URI;

/** What takes the records of one run. */
public interface KinesisTarget extends AutoCloseable {

    /**
     * The address for clients without TLS.
     *
     * @return with scheme, host and port
     */
    URI endpoint();

    /**
     * The address for clients that speak nothing but TLS.
     *
     * @return with scheme, host and port
     */
    URI tlsEndpoint();

    /**
     * How many records were put, as the far side tells.
     *
     * @return records
     */
    long count();

    @Override
    void close();
}
