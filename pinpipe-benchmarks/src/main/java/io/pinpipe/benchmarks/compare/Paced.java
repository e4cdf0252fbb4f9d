package io.pinpipe.benchmarks.compare;

/** A way of sending records one by one, with a callback when each is stored. Not thread-safe. */
public interface Paced {

    /**
     * Returns the name for tables.
     *
     * @return a unique name within the suite
     */
    String name();

    /**
     * Prepares a run, outside the measurement: for example opens connections and creates an empty topic.
     *
     * @throws Exception when the preparation fails
     */
    void prepare() throws Exception;

    /**
     * Sends one record without waiting for it.
     *
     * @param index the record, from 0
     * @param stored runs once the record is stored, on any thread; never if it fails
     */
    void send(long index, Runnable stored);

    /** Waits until every record sent is stored or has failed. */
    void flush();

    /**
     * Releases what {@link #prepare} created; called also after a failed run.
     *
     * @throws Exception when the release fails
     */
    void finish() throws Exception;
}
