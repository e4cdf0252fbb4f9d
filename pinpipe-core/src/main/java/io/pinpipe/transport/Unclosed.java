package io.pinpipe.transport;

import java.lang.ref.Cleaner;

/** Detects publishers that became unreachable without being closed. Thread-safe. */
final class Unclosed {

    private static final Cleaner CLEANER = Cleaner.create();

    private Unclosed() {}

    /**
     * Watches a publisher.
     *
     * @param publisher the object that users hold
     * @param report runs once the publisher is unreachable; must not reference it
     * @return ends the watch when run
     */
    static Runnable watch(Object publisher, Runnable report) {
        return CLEANER.register(publisher, report)::clean;
    }
}
