package io.pinpipe.transport;

/** Closes a publisher when the process ends before its user has; it keeps the publisher in memory. Thread-safe. */
final class ExitHook {

    private final Thread hook;

    private ExitHook(Thread hook) {
        this.hook = hook;
    }

    /** Without effect when the process is ending already. */
    static ExitHook closing(String name, Runnable close) {
        Thread hook = new Thread(close, "pinpipe-exit " + name);
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            // ending: nobody runs hooks that come now
        }
        return new ExitHook(hook);
    }

    /** Lets go of the publisher, which is closed. */
    void remove() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // ending: the hook runs, or has run
        }
    }
}
