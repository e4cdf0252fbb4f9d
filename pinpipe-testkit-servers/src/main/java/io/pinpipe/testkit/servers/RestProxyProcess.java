package io.pinpipe.testkit.servers;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@link RestProxyStandIn} in a Java machine of its own, that can be killed and frozen, and started again on its port.
 *
 * <p>Thread-safe.
 */
public final class RestProxyProcess implements AutoCloseable {

    private static final String HEAP = "-Xmx256m";

    private final ScratchFolder folder = new ScratchFolder("rest-proxy-process");
    private final List<String> arguments;
    private @Nullable ChildProcess child;
    private @Nullable URI uri;

    private RestProxyProcess(RestProxyStandIn.Builder settings) {
        this.arguments = settings.port(FreePort.next()).arguments();
    }

    /**
     * Starts a stand-in on a free port.
     *
     * @param settings its settings; the port is replaced
     * @return the running stand-in
     */
    public static RestProxyProcess open(RestProxyStandIn.Builder settings) {
        RestProxyProcess process = new RestProxyProcess(settings);
        try {
            process.start();
            return process;
        } catch (RuntimeException | Error e) {
            process.close();
            throw e;
        }
    }

    /**
     * The address below which the topics are, with the base path.
     *
     * @return such as {@code http://127.0.0.1:8082/test}
     */
    public synchronized URI uri() {
        if (uri == null) {
            throw new IllegalStateException("the stand-in was never started");
        }
        return uri;
    }

    /** Starts the stand-in again on its port; without effect when it runs. */
    public synchronized void start() {
        if (child == null) {
            child = ChildProcess.of(RestProxyMain.class)
                    .jvmOptions(HEAP, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                    .arguments(arguments.toArray(String[]::new))
                    .errors(folder.path().resolve("rest-proxy.log"))
                    .start();
            uri = URI.create(child.readiness());
        }
    }

    /** Stops the stand-in in good order; without effect when it does not run. */
    public synchronized void stop() {
        if (child != null) {
            child.stop();
            child = null;
        }
    }

    /** Ends the stand-in at once by {@code SIGKILL}; without effect when it does not run. */
    public synchronized void kill() {
        if (child != null) {
            child.kill();
            child = null;
        }
    }

    /**
     * Freezes the stand-in by {@code SIGSTOP}.
     *
     * @throws IllegalStateException when it does not run
     */
    public synchronized void pause() {
        running().pause();
    }

    /**
     * Lets a frozen stand-in go on, by {@code SIGCONT}.
     *
     * @throws IllegalStateException when it does not run
     */
    public synchronized void resume() {
        running().resume();
    }

    @Override
    public synchronized void close() {
        try {
            kill();
        } finally {
            folder.close();
        }
    }

    private ChildProcess running() {
        if (child == null) {
            throw new IllegalStateException("the stand-in does not run");
        }
        return child;
    }
}
