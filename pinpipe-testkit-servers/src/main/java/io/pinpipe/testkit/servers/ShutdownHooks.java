package io.pinpipe.testkit.servers;

/** Hooks that stop servers when this process ends before they were closed. */
final class ShutdownHooks {

    private ShutdownHooks() {}

    /** Takes a hook away, unless the process is ending and the hook has run or will. */
    static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // the hook runs by itself
        }
    }
}
