package io.pinpipe.transport;

/**
 * Knows on which threads one publisher's own work runs, its listeners and callbacks included: whoever waited there for
 * the publisher would wait for itself. Thread-safe.
 */
final class OwnThreads {

    private final ThreadLocal<Boolean> marks = new ThreadLocal<>();

    /** Runs work of the publisher on the calling thread. */
    void run(Runnable work) {
        if (isCurrent()) {
            work.run();
            return;
        }
        marks.set(Boolean.TRUE);
        try {
            work.run();
        } finally {
            marks.remove();
        }
    }

    /** Whether the calling thread is in the middle of the publisher's own work. */
    boolean isCurrent() {
        return marks.get() != null;
    }
}
