package io.pinpipe.benchmarks.kinesis;

import java.net.URI;

/** The service that receives the records of one run. */
public interface KinesisTarget extends AutoCloseable {

    /**
     * Returns the address for clients without TLS.
     *
     * @return with scheme, host and port
     */
    URI endpoint();

    /**
     * Returns the address for clients that require TLS.
     *
     * @return with scheme, host and port
     */
    URI tlsEndpoint();

    /**
     * Returns the number of records stored, as counted by the service.
     *
     * @return records
     */
    long count();

    @Override
    void close();
}
