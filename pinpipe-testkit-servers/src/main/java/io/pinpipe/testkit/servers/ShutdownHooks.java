package io.pinpipe.testkit.servers;

/** Shutdown hooks that stop servers when the JVM exits before they were closed. */
final class ShutdownHooks {

    private ShutdownHooks() {}

    /** Removes a hook, unless the JVM is shutting down, when the hook runs anyway. */
    static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // shutting down: the hook runs by itself
        }
    }
}
