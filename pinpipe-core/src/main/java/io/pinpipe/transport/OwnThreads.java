package io.pinpipe.transport;

/**
 * Tracks which threads run a publisher's own work, including its listeners and callbacks: code there that waited for
 * the publisher would deadlock. Thread-safe.
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

    /** Whether the calling thread is running the publisher's own work. */
    boolean isCurrent() {
        return marks.get() != null;
    }
}
