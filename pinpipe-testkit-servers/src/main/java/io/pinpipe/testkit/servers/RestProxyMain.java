package io.pinpipe.testkit.servers;

import java.util.List;

/** Runs the stand-in of a {@link RestProxyProcess}; its arguments are the settings in the builder's order. */
final class RestProxyMain {

    private RestProxyMain() {}

    public static void main(String[] args) {
        RestProxyStandIn proxy = RestProxyStandIn.Builder.of(List.of(args)).start();
        ChildProcess.serve(proxy.uri().toString(), proxy);
    }
}
