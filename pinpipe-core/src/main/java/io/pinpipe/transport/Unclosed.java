package io.pinpipe.transport;

import java.lang.ref.Cleaner;

/** Notices publishers that nobody holds any more and nobody has closed. Thread-safe. */
final class Unclosed {

    private static final Cleaner CLEANER = Cleaner.create();

    private Unclosed() {}

    /**
     * Watches a publisher.
     *
     * @param publisher what users hold
     * @param report runs once the publisher is garbage; must not hold it
     * @return ends the watch when run
     */
    static Runnable watch(Object publisher, Runnable report) {
        return CLEANER.register(publisher, report)::clean;
    }
}
