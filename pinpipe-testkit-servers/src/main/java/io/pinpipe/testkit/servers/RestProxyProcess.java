package io.pinpipe.testkit.servers;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@link RestProxyStandIn} in a JVM of its own, which can be killed, paused, and restarted on its port.
 *
 * <p>Thread-safe.
 */
public final class RestProxyProcess extends ServerProcess {

    private static final String HEAP = "-Xmx256m";

    private final List<String> arguments;
    private volatile @Nullable URI uri;

    private RestProxyProcess(RestProxyStandIn.Builder settings) {
        super("rest-proxy-process");
        this.arguments = settings.port(FreePort.next()).arguments();
    }

    /**
     * Starts a stand-in on a free port.
     *
     * @param settings its settings; the port is overridden
     * @return the running stand-in
     */
    public static RestProxyProcess open(RestProxyStandIn.Builder settings) {
        RestProxyProcess process = new RestProxyProcess(settings);
        process.startOrClose();
        return process;
    }

    /**
     * Returns the address of the topics, including the base path.
     *
     * @return such as {@code http://127.0.0.1:8082/test}
     */
    public URI uri() {
        URI known = uri;
        if (known == null) {
            throw new IllegalStateException("the stand-in was never started");
        }
        return known;
    }

    @Override
    ChildProcess launch() {
        ChildProcess child = ChildProcess.of(RestProxyMain.class)
                .jvmOptions(HEAP, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", ownTemporaryFolder())
                .arguments(arguments.toArray(String[]::new))
                .errors(folder().path().resolve("rest-proxy.log"))
                .start();
        uri = URI.create(child.readiness());
        return child;
    }
}
