package io.pinpipe.testkit.servers;

import org.jspecify.annotations.Nullable;

/**
 * A server in a process of its own, which can be stopped, killed, paused and restarted.
 *
 * <p>Thread-safe.
 */
public abstract sealed class ServerProcess implements AutoCloseable
        permits KafkaProcess, RestProxyProcess, KinesisEmulator {

    private final ScratchFolder folder;
    private final Thread end = new Thread(this::end, "end a server");
    private @Nullable ChildProcess child;

    /** A process that is not started yet, with a folder of its own. */
    ServerProcess(String folderName) {
        this.folder = new ScratchFolder(folderName);
        Runtime.getRuntime().addShutdownHook(end);
    }

    /** Starts the child and waits until it is ready. */
    abstract ChildProcess launch();

    /** The folder for its data and logs, deleted at the end. */
    final ScratchFolder folder() {
        return folder;
    }

    /**
     * The option that makes the child unpack its libraries into {@link #folder()}, so that nothing is left when it is
     * killed.
     */
    final String ownTemporaryFolder() {
        return "-Djava.io.tmpdir=" + folder.path();
    }

    /** Restarts the server on its port; no effect when it is running. */
    public final synchronized void start() {
        if (child == null) {
            child = launch();
        }
    }

    /** Starts the server; cleans up when that fails. */
    final void startOrClose() {
        try {
            start();
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** Stops the server; no effect when it is not running. */
    public final synchronized void stop() {
        if (child != null) {
            child.stop();
            child = null;
        }
    }

    /** Kills the server with {@code SIGKILL}; no effect when it is not running. */
    public final synchronized void kill() {
        if (child != null) {
            child.kill();
            child = null;
        }
    }

    /**
     * Pauses the server with {@code SIGSTOP}: its connections stay open but nothing is answered.
     *
     * @throws IllegalStateException when it is not running
     */
    public final synchronized void pause() {
        running().pause();
    }

    /**
     * Resumes a paused server with {@code SIGCONT}.
     *
     * @throws IllegalStateException when it is not running
     */
    public final synchronized void resume() {
        running().resume();
    }

    /** Ends the server permanently and deletes its folder. */
    @Override
    public final void close() {
        end();
        ShutdownHooks.forget(end);
    }

    private synchronized void end() {
        try {
            // Its data is deleted anyway, and a paused process would not stop by itself.
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
