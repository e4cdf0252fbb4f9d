package io.pinpipe.examples;

import java.util.concurrent.CountDownLatch;

/**
 * While it is open, Ctrl-C (or a SIGTERM) runs an action and then waits until this is closed, so that a command can end
 * in good order and report before Java ends with its usual exit code, 130 for Ctrl-C.
 */
final class CtrlC implements AutoCloseable {

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean pressed;

    private CtrlC(Runnable action) {
        this.hook = new Thread(() -> press(action), "ctrl-c");
    }

    static CtrlC runs(Runnable action) {
        CtrlC ctrlC = new CtrlC(action);
        Runtime.getRuntime().addShutdownHook(ctrlC.hook);
        return ctrlC;
    }

    /** Whether the action was run, or is running. */
    boolean isPressed() {
        return pressed;
    }

    @Override
    public void close() {
        closed.countDown();
        if (!pressed) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // pressed a moment ago: the hook finds that all is done
            }
        }
    }

    private void press(Runnable action) {
        pressed = true;
        action.run();
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
