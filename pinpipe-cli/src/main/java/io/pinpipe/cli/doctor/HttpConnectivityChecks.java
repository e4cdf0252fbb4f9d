package io.pinpipe.cli.doctor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The hops that every http and https target has: names, connections, TLS. Thread-safe. */
final class HttpConnectivityChecks {

    private final URI base;
    private final Network network;
    private final Tls tls;

    HttpConnectivityChecks(URI base, Network network) {
        this.base = base;
        this.network = network;
        this.tls = new Tls(network);
    }

    /** Looks as far as TLS. */
    void walk(Route route) throws InterruptedException {
        Endpoint server = Endpoint.of(base);
        route.then("target dns", () -> network.dns(List.of(server)))
                .then("target tcp", () -> network.tcp(List.of(server)))
                .then("target tls", () -> Endpoint.isTls(base) ? https(server) : http(server));
    }

    /** What it means that a request got no answer. */
    CheckResult unanswered(IOException e) {
        if (e instanceof HttpTimeoutException) {
            return CheckResult.wrong(
                    Endpoint.of(base) + " accepts connections and does not answer in time",
                    "see its log and load, or wait longer with --timeout");
        }
        return CheckResult.wrong(
                Endpoint.of(base) + " gives no answer that is HTTP, "
                        + e.getClass().getSimpleName()
                        + (e.getMessage() == null ? "" : ", '" + e.getMessage().strip() + "'"),
                "correct host and port, or see the server's log");
    }

    private CheckResult https(Endpoint server) throws InterruptedException {
        CheckResult sight = tls.https(server);
        return sight.isWrong() && servesPlainHttp(server)
                ? CheckResult.wrong(
                        server + " serves plain HTTP, and no TLS",
                        "write http:// instead of https://, or correct the port")
                : sight;
    }

    private CheckResult http(Endpoint server) throws InterruptedException {
        return servesPlainHttp(server) || !tls.isSpoken(server)
                ? CheckResult.ok("none, the address is http")
                : CheckResult.wrong(server + " wants TLS", "write https:// instead of http://");
    }

    /** Some servers answer a plain request to a TLS port by saying in plain HTTP that it is one. */
    private boolean servesPlainHttp(Endpoint server) throws InterruptedException {
        Duration patience = Duration.ofMillis(network.millis());
        try {
            HttpReply reply = new HttpProbe(URI.create("http://" + server), Map.of(), patience).get("/");
            return !reply.says("https port") && !reply.says("https server");
        } catch (IOException e) {
            return false;
        }
    }
}
