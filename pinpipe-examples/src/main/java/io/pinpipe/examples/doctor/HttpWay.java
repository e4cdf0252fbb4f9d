package io.pinpipe.examples.doctor;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The hops that every http and https target has: names, connections, TLS. Thread-safe. */
final class HttpWay {

    private final URI base;
    private final Network network;
    private final Tls tls;

    HttpWay(URI base, Network network) {
        this.base = base;
        this.network = network;
        this.tls = new Tls(network);
    }

    /** Looks as far as TLS. */
    void walk(Route route) throws InterruptedException {
        Endpoint server = Endpoint.of(base);
        route.then("target dns", () -> network.dns(List.of(server)))
                .then("target tcp", () -> network.tcp(List.of(server)))
                .then("target tls", () -> Endpoint.isTls(base) ? tls.https(server) : plain(server));
    }

    /** What it means that a request got no answer. */
    Sight unanswered(IOException e) {
        return Sight.wrong(
                Endpoint.of(base) + " gives no answer that is HTTP, "
                        + e.getClass().getSimpleName()
                        + (e.getMessage() == null ? "" : ", '" + e.getMessage().strip() + "'"),
                "correct host and port, or see the server's log");
    }

    /** A server that takes a plain request for HTTP at all needs no TLS; otherwise a handshake shows whether it does. */
    private Sight plain(Endpoint server) throws InterruptedException {
        try {
            HttpReply reply = new HttpProbe(
                            URI.create("http://" + server), Map.of(), Duration.ofMillis(network.millis()))
                    .get("/");
            if (!reply.says("https port") && !reply.says("https server")) {
                return Sight.ok("none, the address is http");
            }
        } catch (IOException e) {
            if (!tls.isSpoken(server)) {
                return Sight.ok("none, the address is http");
            }
        }
        return Sight.wrong(server + " wants TLS", "write https:// instead of http://");
    }
}
