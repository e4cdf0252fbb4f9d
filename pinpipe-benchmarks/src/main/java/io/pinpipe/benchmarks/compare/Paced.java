package io.pinpipe.benchmarks.compare;

/** A way of sending records one by one, that tells of each when it is stored. Used by one thread. */
public interface Paced {

    /**
     * What it is called in tables.
     *
     * @return a name that no other of the same suite has
     */
    String name();

    /**
     * Makes what a run needs and is not part of it, such as connections and an empty topic.
     *
     * @throws Exception when it cannot be made
     */
    void prepare() throws Exception;

    /**
     * Sends one record, without waiting for it.
     *
     * @param index which record, from 0
     * @param stored is run once the record is stored, on any thread, and never if it fails
     */
    void send(long index, Runnable stored);

    /** Waits until all that was sent is stored or has failed. */
    void flush();

    /**
     * Gives back what {@link #prepare} made; called also after a run that failed.
     *
     * @throws Exception when it cannot be given back
     */
    void finish() throws Exception;
}
