package io.pinpipe.testkit.servers;

import java.util.List;

/** The stand-in of a {@link RestProxyProcess}: takes its settings in the order in which the builder writes them. */
final class RestProxyMain {

    private RestProxyMain() {}

    public static void main(String[] args) {
        RestProxyStandIn proxy = RestProxyStandIn.Builder.of(List.of(args)).start();
        ChildProcess.serve(proxy.uri().toString(), proxy);
    }
}
