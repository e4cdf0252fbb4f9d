package io.pinpipe.cli.internal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import sun.misc.Signal;

/**
 * While it is open, Ctrl-C (or a SIGTERM) stops a run and then waits until this is closed, so that a command can end in
 * good order and report before Java ends with its usual exit code, 130 for Ctrl-C.
 *
 * <p>A run that does not end soon has its publisher closed, which takes the close timeout at most. One that does not even
 * end then, as when it waits for a disk, is left behind without its report. A second Ctrl-C ends the process at once.
 */
public final class CtrlC implements AutoCloseable {

    /** How long a run may take by itself. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    /** How long it may take once its publisher is closed. */
    private static final Duration REPORT = Duration.ofSeconds(5);

    private static final Duration FOR_EVER = Duration.ofMillis(Long.MAX_VALUE);

    /** What a process that a signal ends gives as its exit code is this and the number of the signal. */
    private static final int SIGNALLED = 128;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean pressed;

    private CtrlC(Runnable stop, @Nullable Runnable closePublisher) {
        this.hook = new Thread(() -> press(stop, closePublisher), "ctrl-c");
    }

    /**
     * Begins, for a command that is waited for however long it takes to end.
     *
     * @param stop ends the run, without waiting for it
     * @return open until the command has ended
     */
    public static CtrlC runs(Runnable stop) {
        return begin(new CtrlC(stop, null));
    }

    /**
     * Begins.
     *
     * @param stop ends the run, without waiting for it
     * @param closePublisher has what is in flight fail within a time of its own
     * @return open until the command has ended
     */
    public static CtrlC runs(Runnable stop, Runnable closePublisher) {
        return begin(new CtrlC(stop, closePublisher));
    }

    private static CtrlC begin(CtrlC ctrlC) {
        Runtime.getRuntime().addShutdownHook(ctrlC.hook);
        return ctrlC;
    }

    /**
     * Whether the run was stopped, or is being stopped.
     *
     * @return true once Ctrl-C or a SIGTERM came
     */
    public boolean isPressed() {
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

    private void press(Runnable stop, @Nullable Runnable closePublisher) {
        pressed = true;
        List.of("INT", "TERM").forEach(CtrlC::haltAtNext);
        stop.run();
        if (isClosedWithin(closePublisher == null ? FOR_EVER : GRACE) || closePublisher == null) {
            return;
        }
        closePublisher.run();
        if (!isClosedWithin(REPORT)) {
            System.err.println("The command did not end in time, so there is no report."
                    + " What was not acknowledged is sent again by a replay that is started again.");
        }
    }

    /** Java itself ignores further signals once it ends. */
    private static void haltAtNext(String name) {
        try {
            Signal.handle(new Signal(name), signal -> Runtime.getRuntime().halt(SIGNALLED + signal.getNumber()));
        } catch (IllegalArgumentException e) {
            // this system has no such signal, or Java was told to leave signals alone
        }
    }

    private boolean isClosedWithin(Duration time) {
        try {
            return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
