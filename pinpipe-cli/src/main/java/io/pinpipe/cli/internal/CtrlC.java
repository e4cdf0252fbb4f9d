package io.pinpipe.cli.internal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import sun.misc.Signal;

/**
 * While open, makes Ctrl-C (or SIGTERM) stop a run and then wait until this is closed, so that a command can end normally
 * and report before Java exits with its usual code, 130 for Ctrl-C.
 *
 * <p>If a run does not end soon, its publisher is closed, which takes the close timeout at most. If it does not end even
 * then, for instance because it waits for a disk, it is abandoned without a report. A second Ctrl-C exits at once.
 */
public final class CtrlC implements AutoCloseable {

    /** How long a run may take to stop. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    /** How long it may take after its publisher was closed. */
    private static final Duration REPORT = Duration.ofSeconds(5);

    private static final Duration FOR_EVER = Duration.ofMillis(Long.MAX_VALUE);

    /** The exit code of a process ended by a signal is this plus the number of the signal. */
    private static final int SIGNALLED = 128;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean pressed;

    private CtrlC(Runnable stop, @Nullable Runnable closePublisher) {
        this.hook = new Thread(() -> press(stop, closePublisher), "ctrl-c");
    }

    /**
     * Starts watching, for a command that is waited for without a limit.
     *
     * @param stop ends the run, without waiting for it
     * @return open until the command has ended
     */
    public static CtrlC runs(Runnable stop) {
        return begin(new CtrlC(stop, null));
    }

    /**
     * Starts watching.
     *
     * @param stop ends the run, without waiting for it
     * @param closePublisher fails what is in flight, within a limited time
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
     * Returns whether the run was stopped or is being stopped.
     *
     * @return true once Ctrl-C or SIGTERM was received
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
                // already shutting down: the hook finds that all is done
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
            System.err.println("The command did not end in time, so there is no report. A restarted replay sends what"
                    + " was not acknowledged.");
        }
    }

    /** Java itself ignores further signals while it shuts down. */
    private static void haltAtNext(String name) {
        try {
            Signal.handle(new Signal(name), signal -> Runtime.getRuntime().halt(SIGNALLED + signal.getNumber()));
        } catch (IllegalArgumentException e) {
            // unsupported signal, or signals are disabled in Java
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
