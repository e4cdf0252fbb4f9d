package io.pinpipe.integration.endurance;

import static io.pinpipe.integration.endurance.Behaviour.server;

import io.pinpipe.testkit.servers.RawConnection;
import java.util.Arrays;
import java.util.List;

/** Servers whose response does not arrive, or not completely. */
final class Silences {

    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    private Silences() {}

    /** Servers that take a whole request and never begin an answer that could be read as one. */
    static List<Behaviour> unanswered() {
        return List.of(
                server("that closes after the request", Exchange::read),
                server(
                        "that resets after the request",
                        exchange -> exchange.read().reset()),
                server("that never answers", exchange -> exchange.read().beSilent()),
                server(
                        "that closes in the status line",
                        exchange -> exchange.read().write("HTTP/1.")),
                server("that resets in the status line", exchange -> {
                    exchange.read().write("HTTP/1.1 2");
                    exchange.reset();
                }),
                server(
                        "that closes after the status line",
                        exchange -> exchange.read().write("HTTP/1.1 200 OK\r\n")),
                server(
                        "that closes among the headers",
                        exchange -> exchange.read().write(HEAD + "Content-Le")),
                server("that resets among the headers", exchange -> {
                    exchange.read().write(HEAD + "Content-Le");
                    exchange.reset();
                }),
                server("that is silent after the status line", exchange -> {
                    exchange.read().write("HTTP/1.1 200 OK\r\n");
                    exchange.beSilent();
                }),
                server("that is silent after the headers", exchange -> {
                    exchange.read().write(HEAD + "Content-Length: 300\r\n\r\n");
                    exchange.beSilent();
                }),
                server(
                        "that drips its head",
                        exchange -> exchange.read().drip(Exchange.utf8(HEAD + "X: " + "y".repeat(2_000)))));
    }

    static List<Behaviour> unreadRequests() {
        return List.of(
                server("that closes at once", exchange -> {}),
                server("that resets at once", Exchange::reset),
                server("that reads nothing and is silent", exchange -> HostileServer.rest(3_000)),
                server("that closes in the middle of the request", exchange -> exchange.readBytes(40)),
                server(
                        "that resets in the middle of the request",
                        exchange -> exchange.readBytes(40).reset()),
                server("that answers before the request", exchange -> {
                    exchange.write(RawConnection.response(
                            "200 OK", Exchange.utf8(exchange.wire().answer(List.of()))));
                    exchange.read();
                }),
                server("that refuses before the request", exchange -> {
                    exchange.write(RawConnection.response("503 Busy", new byte[0]));
                    exchange.beSilent();
                }));
    }

    static List<Behaviour> cutBodies() {
        return List.of(
                server(
                        "that closes before the body",
                        exchange -> exchange.read().write(HEAD + "Content-Length: 300\r\n\r\n")),
                server("that closes in the middle of the body", exchange -> cut(exchange, 2)),
                server("that closes before the last byte", exchange -> {
                    byte[] whole =
                            RawConnection.response("200 OK", exchange.read().success());
                    exchange.write(Arrays.copyOf(whole, whole.length - 1));
                }),
                server("that resets in the middle of the body", exchange -> {
                    cut(exchange, 2);
                    exchange.reset();
                }),
                server("that is silent in the middle of the body", exchange -> {
                    cut(exchange, 2);
                    exchange.beSilent();
                }),
                server("that drips its body", exchange -> {
                    byte[] body = exchange.read().success();
                    exchange.write(HEAD + "Content-Length: " + body.length + "\r\n\r\n");
                    exchange.drip(exchange.believable(body));
                }),
                server("that announces a body longer than it has", exchange -> {
                    byte[] body = exchange.read().success();
                    exchange.write(HEAD + "Content-Length: " + (body.length + 1) + "\r\n\r\n");
                    exchange.write(body);
                }),
                server("that announces a body shorter than it has", exchange -> {
                    byte[] body = exchange.read().success();
                    exchange.write(HEAD + "Content-Length: " + (body.length - 1) + "\r\n\r\n");
                    exchange.write(body);
                    exchange.keepOpen();
                }));
    }

    private static void cut(Exchange exchange, int part) throws java.io.IOException {
        byte[] whole = RawConnection.response("200 OK", exchange.read().success());
        exchange.write(Arrays.copyOf(whole, whole.length - whole.length / 2 / part));
    }
}
