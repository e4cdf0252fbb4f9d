package io.pinpipe.testkit.servers;

import org.jspecify.annotations.Nullable;

/**
 * A server in a process of its own, that can be stopped, killed and frozen, and started again.
 *
 * <p>Thread-safe.
 */
public abstract sealed class ServerProcess implements AutoCloseable
        permits KafkaProcess, RestProxyProcess, KinesisEmulator {

    private final ScratchFolder folder;
    private final Thread end = new Thread(this::end, "end a server");
    private @Nullable ChildProcess child;

    /** A process that does not run yet, with a folder of its own. */
    ServerProcess(String folderName) {
        this.folder = new ScratchFolder(folderName);
        Runtime.getRuntime().addShutdownHook(end);
    }

    /** Starts the child, and returns once it is ready. */
    abstract ChildProcess launch();

    /** The folder for its data and logs, which is deleted at the end. */
    final ScratchFolder folder() {
        return folder;
    }

    /** The option by which the child unpacks its libraries into {@link #folder()}, so that nothing is left when it is killed. */
    final String ownTemporaryFolder() {
        return "-Djava.io.tmpdir=" + folder.path();
    }

    /** Starts the server again on its port; without effect when it runs. */
    public final synchronized void start() {
        if (child == null) {
            child = launch();
        }
    }

    /** Starts the server; what it left is deleted when it cannot. */
    final void startOrClose() {
        try {
            start();
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** Stops the server in good order; without effect when it does not run. */
    public final synchronized void stop() {
        if (child != null) {
            child.stop();
            child = null;
        }
    }

    /** Ends the server at once by {@code SIGKILL}; without effect when it does not run. */
    public final synchronized void kill() {
        if (child != null) {
            child.kill();
            child = null;
        }
    }

    /**
     * Freezes the server by {@code SIGSTOP}: its connections stay open, and nothing is answered.
     *
     * @throws IllegalStateException when it does not run
     */
    public final synchronized void pause() {
        running().pause();
    }

    /**
     * Lets a frozen server go on, by {@code SIGCONT}.
     *
     * @throws IllegalStateException when it does not run
     */
    public final synchronized void resume() {
        running().resume();
    }

    /** Ends the server for good and deletes its folder. */
    @Override
    public final void close() {
        end();
        ShutdownHooks.forget(end);
    }

    private synchronized void end() {
        try {
            // Its data is deleted anyway, and a frozen process would not stop in good order.
            kill();
            ServerLogs.keep(folder.path());
        } finally {
            folder.close();
        }
    }

    private ChildProcess running() {
        if (child == null) {
            throw new IllegalStateException("the server does not run");
        }
        return child;
    }
}
