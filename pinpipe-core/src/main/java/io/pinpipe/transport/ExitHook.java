package io.pinpipe.transport;

/** Closes a publisher that is still open when the JVM shuts down; keeps the publisher reachable. Thread-safe. */
final class ExitHook {

    private final Thread hook;

    private ExitHook(Thread hook) {
        this.hook = hook;
    }

    /** No effect during shutdown. */
    static ExitHook closing(String name, Runnable close) {
        Thread hook = new Thread(close, "pinpipe-exit " + name);
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            // shutting down: new hooks are rejected
        }
        return new ExitHook(hook);
    }

    /** Releases the publisher, which is closed. */
    void remove() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // shutting down: the hook runs or has run
        }
    }
}
