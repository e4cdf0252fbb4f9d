package io.pinpipe.cli.doctor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The hops of every http and https target: DNS, TCP, TLS. Thread-safe. */
final class HttpConnectivityChecks {

    private final URI base;
    private final Network network;
    private final Tls tls;

    HttpConnectivityChecks(URI base, Network network) {
        this.base = base;
        this.network = network;
        this.tls = new Tls(network);
    }

    /** Checks the hops up to TLS. */
    void walk(Route route) throws InterruptedException {
        Endpoint server = Endpoint.of(base);
        route.then("target dns", () -> network.dns(List.of(server)))
                .then("target tcp", () -> network.tcp(List.of(server)))
                .then("target tls", () -> Endpoint.isTls(base) ? https(server) : http(server));
    }

    /** The result for a request without a response. */
    CheckResult unanswered(IOException e) {
        if (e instanceof HttpTimeoutException) {
            return CheckResult.wrong(
                    Endpoint.of(base) + " accepts connections but does not respond in time",
                    "see its log and load, or wait longer with --timeout");
        }
        return CheckResult.wrong(
                Endpoint.of(base) + " does not respond with HTTP,  "
                        + e.getClass().getSimpleName()
                        + (e.getMessage() == null ? "" : ", '" + e.getMessage().strip() + "'"),
                "correct host and port, or see the server's log");
    }

    private CheckResult https(Endpoint server) throws InterruptedException {
        CheckResult result = tls.https(server);
        return result.isWrong() && servesPlainHttp(server)
                ? CheckResult.wrong(
                        server + " serves plain HTTP, not TLS",
                        "write http:// instead of https://, or correct the port")
                : result;
    }

    private CheckResult http(Endpoint server) throws InterruptedException {
        return servesPlainHttp(server) || !tls.isSpoken(server)
                ? CheckResult.ok("none, the address is http")
                : CheckResult.wrong(server + " expects TLS", "write https:// instead of http://");
    }

    /** Some servers respond to a plain request on a TLS port with a plain HTTP error. */
    private boolean servesPlainHttp(Endpoint server) throws InterruptedException {
        Duration patience = Duration.ofMillis(network.millis());
        try {
            return !new HttpProbe(URI.create("http://" + server), Map.of(), patience)
                    .get("/")
                    .wantsTls();
        } catch (IOException e) {
            return false;
        }
    }
}
