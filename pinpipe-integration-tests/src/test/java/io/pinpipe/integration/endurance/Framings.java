package io.pinpipe.integration.endurance;

import static io.pinpipe.integration.endurance.Behaviour.server;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Servers that violate HTTP, or use another protocol. */
final class Framings {

    private static final String HEAD = "HTTP/1.1 200 OK\r\n";
    private static final String CHUNKED = HEAD + "Transfer-Encoding: chunked\r\n\r\n";

    private Framings() {}

    static List<Behaviour> all() {
        return List.of(
                server(
                        "with a length below zero",
                        exchange -> believable(exchange, HEAD + "Content-Length: -1\r\n\r\n")),
                server(
                        "with a length that is no number",
                        exchange -> believable(exchange, HEAD + "Content-Length: many\r\n\r\n")),
                server(
                        "with two lengths",
                        exchange -> headed(exchange, HEAD + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n")),
                server("with a length and chunks", exchange -> {
                    byte[] body = exchange.read().success();
                    exchange.write(HEAD + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n");
                    chunk(exchange, exchange.believable(body));
                    exchange.write("0\r\n\r\n");
                }),
                server("with a chunk whose size is no number", exchange -> {
                    exchange.read().write(CHUNKED + "zz\r\n");
                    exchange.write(exchange.success());
                }),
                server("with a chunk of a size below zero", exchange -> {
                    exchange.read().write(CHUNKED + "-5\r\n");
                    exchange.write(exchange.success());
                }),
                server("with a chunk of the largest size", exchange -> {
                    exchange.read().write(CHUNKED + "7fffffffffffffff\r\n");
                    exchange.write(exchange.success());
                }),
                server("with a chunk of a size beyond all", exchange -> {
                    exchange.read().write(CHUNKED + "ffffffffffffffffffff\r\n");
                    exchange.write(exchange.success());
                }),
                server("without a last chunk", exchange -> {
                    byte[] body = exchange.read().success();
                    exchange.write(CHUNKED);
                    // The SDK reads the object as its chunk comes, and closes the connection at its end.
                    chunk(exchange, exchange.wire() == Wire.KINESIS ? exchange.believable(body) : body);
                }),
                server("with trailers", exchange -> {
                    byte[] body = exchange.read().success();
                    exchange.write(CHUNKED);
                    chunk(exchange, exchange.believable(body));
                    exchange.write("0\r\nX-Trailer: value\r\n\r\n");
                }),
                server("with a trailer that is none", exchange -> {
                    byte[] body = exchange.read().success();
                    exchange.write(CHUNKED);
                    chunk(exchange, exchange.believable(body));
                    exchange.write("0\r\nno trailer\r\n\r\n");
                }),
                server("with a header that is none", exchange -> {
                    byte[] body = exchange.read().success();
                    exchange.answer("200 OK", exchange.believable(body), "no header");
                }),
                server("with control characters in a header", exchange -> {
                    byte[] body = exchange.read().success();
                    exchange.answer("200 OK", exchange.believable(body), "X: \u0000\u0007\u007f", "\u0001: y");
                }),
                server("that packs its answer", exchange -> {
                    byte[] body = exchange.read().success();
                    exchange.answer("200 OK", Floods.packed(exchange.believable(body)), "Content-Encoding: gzip");
                }),
                server("that packs half of its answer", exchange -> {
                    byte[] packed = Floods.packed(exchange.read().success());
                    exchange.answer("200 OK", Arrays.copyOf(packed, packed.length / 2), "Content-Encoding: gzip");
                }),
                server("that says it packs and does not", exchange -> {
                    byte[] body = exchange.read().success();
                    exchange.answer("200 OK", exchange.believable(body), "Content-Encoding: gzip");
                }),
                server("with a coding of its own", exchange -> {
                    byte[] body = exchange.read().success();
                    exchange.answer("200 OK", Floods.packed(body), "Content-Encoding: of-its-own");
                }),
                server("of HTTP/1.0", exchange -> {
                    byte[] body = exchange.read().success();
                    exchange.write("HTTP/1.0 200 OK\r\n\r\n");
                    exchange.write(exchange.believable(body));
                }),
                server("of HTTP/0.9", exchange -> exchange.write(exchange.read().success())),
                server("of HTTP/9.9", exchange -> headed(exchange, "HTTP/9.9 200 OK\r\nContent-Length: 3\r\n\r\n")),
                server("of HTTP/2", exchange -> {
                    exchange.read()
                            .write((byte) 0, (byte) 0, (byte) 0, (byte) 4, (byte) 0, (byte) 0, (byte) 0, (byte) 0);
                    exchange.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
                }),
                server(
                        "of TLS",
                        exchange -> exchange.read()
                                .write((byte) 21, (byte) 3, (byte) 1, (byte) 0, (byte) 2, (byte) 2, (byte) 80)),
                server("that begins a handshake", exchange -> {
                    byte[] hello = new byte[300];
                    hello[0] = 22;
                    hello[1] = 3;
                    hello[2] = 3;
                    exchange.read().write(hello);
                }),
                server("of SSH", exchange -> exchange.read().write("SSH-2.0-OpenSSH_9.6\r\n")),
                server("of nothing but zeros", exchange -> exchange.read().write(new byte[5_000])),
                server("that closes though it said keep-alive", exchange -> {
                    byte[] body = exchange.read().success();
                    exchange.answer(
                            "200 OK", exchange.believable(body), "Connection: keep-alive", "Keep-Alive: timeout=9");
                }),
                server("that goes on though it said close", exchange -> {
                    byte[] body = exchange.read().success();
                    exchange.answer("200 OK", exchange.believable(body), "Connection: close");
                    exchange.keepOpen();
                }),
                server("that says garbage between answers", exchange -> {
                    byte[] body = exchange.read().success();
                    exchange.answer("200 OK", exchange.believable(body));
                    exchange.write("\r\ngarbage\r\n\r\n");
                    exchange.keepOpen();
                }),
                server("that wants to change the protocol", exchange -> {
                    exchange.read().write("HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n");
                    exchange.write(exchange.success());
                }),
                server("that gives hints first", exchange -> {
                    byte[] body = exchange.read().success();
                    exchange.write("HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n");
                    exchange.answer("200 OK", exchange.believable(body));
                }),
                server("that says continue and no more", exchange -> {
                    exchange.read().write("HTTP/1.1 100 Continue\r\n\r\n");
                    exchange.beSilent();
                }),
                server(
                        "with a status line without a status",
                        exchange -> headed(exchange, "HTTP/1.1\r\nContent-Length: 3\r\n\r\n")),
                server(
                        "with a status that is no number",
                        exchange -> headed(exchange, "HTTP/1.1 abc OK\r\nContent-Length: 3\r\n\r\n")),
                server(
                        "with a status of two digits",
                        exchange -> headed(exchange, "HTTP/1.1 20 OK\r\nContent-Length: 3\r\n\r\n")),
                server(
                        "with a status of four digits",
                        exchange -> headed(exchange, "HTTP/1.1 2000 OK\r\nContent-Length: 3\r\n\r\n")));
    }

    /** Sends a complete body after a malformed head. */
    private static void believable(Exchange exchange, String head) throws IOException {
        exchange.read().write(head);
        exchange.write(exchange.believable(exchange.success()));
    }

    private static void headed(Exchange exchange, String head) throws IOException {
        exchange.read().write(head);
        exchange.write(exchange.success());
    }

    private static void chunk(Exchange exchange, byte[] bytes) throws IOException {
        exchange.write(Integer.toHexString(bytes.length) + "\r\n");
        exchange.write(bytes);
        exchange.write("\r\n");
    }
}
