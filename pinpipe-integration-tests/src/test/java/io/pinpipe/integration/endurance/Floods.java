package io.pinpipe.integration.endurance;

import static io.pinpipe.integration.endurance.Behaviour.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Servers that send more than any client should accept, compressed or not. */
final class Floods {

    private static final byte[] BLANKS = Exchange.utf8(" ".repeat(1 << 16));
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    private static final int MEGABYTES_PACKED = 1_000;
    private static final byte[] BOMB = bomb();

    private Floods() {}

    static List<Behaviour> all() {
        return List.of(
                server("with an endless status line", exchange -> {
                    exchange.read().write("HTTP/1.1 200 ");
                    exchange.writeWithoutEnd(Exchange.utf8("x".repeat(1 << 16)));
                }),
                server("with an endless header", exchange -> {
                    exchange.read().write(HEAD + "X: ");
                    exchange.writeWithoutEnd(Exchange.utf8("x".repeat(1 << 16)));
                }),
                server("with endless headers", exchange -> {
                    exchange.read().write(HEAD);
                    exchange.writeWithoutEnd(Exchange.utf8("X-Header: value\r\n".repeat(4_000)));
                }),
                server("with endless other headers", exchange -> {
                    exchange.read().write(HEAD);
                    for (long number = 0; ; number++) {
                        exchange.write("X-" + number + ": " + "v".repeat(4_000) + "\r\n");
                    }
                }),
                server("with endless interim answers", exchange -> {
                    exchange.read();
                    exchange.writeWithoutEnd(Exchange.utf8("HTTP/1.1 102 Processing\r\n\r\n".repeat(100)));
                }),
                server("with an endless body", exchange -> {
                    exchange.read().write(HEAD + "\r\n");
                    exchange.writeWithoutEnd(BLANKS);
                }),
                server("with an endless body of names", exchange -> {
                    exchange.read().write(HEAD + "\r\n{");
                    for (long number = 0; ; number += 100) {
                        StringBuilder names = new StringBuilder();
                        for (long name = number; name < number + 100; name++) {
                            names.append('"').append(name).append("\":0,");
                        }
                        exchange.write(names.toString());
                    }
                }),
                server("with an endless list of results", exchange -> {
                    exchange.read().write(HEAD + "\r\n{\"" + exchange.wire().results() + "\":[");
                    exchange.writeWithoutEnd(Exchange.utf8((exchange.wire().stored(7) + ",").repeat(500)));
                }),
                server("with an endless text", exchange -> {
                    exchange.read().write(HEAD + "\r\n{\"message\":\"");
                    exchange.writeWithoutEnd(Exchange.utf8("x".repeat(1 << 16)));
                }),
                server("with an endless refusal", exchange -> {
                    exchange.read().write("HTTP/1.1 500 No\r\nContent-Type: application/json\r\n\r\n");
                    exchange.writeWithoutEnd(BLANKS);
                }),
                server("with endless chunks", exchange -> {
                    exchange.read().write(HEAD + "Transfer-Encoding: chunked\r\n\r\n");
                    while (true) {
                        exchange.write("10000\r\n");
                        exchange.write(BLANKS);
                        exchange.write("\r\n");
                    }
                }),
                server("with an endless size of a chunk", exchange -> {
                    exchange.read().write(HEAD + "Transfer-Encoding: chunked\r\n\r\n");
                    exchange.writeWithoutEnd(Exchange.utf8("0".repeat(1 << 16)));
                }),
                server("with an endless extension of a chunk", exchange -> {
                    exchange.read().write(HEAD + "Transfer-Encoding: chunked\r\n\r\n1;");
                    exchange.writeWithoutEnd(Exchange.utf8("x".repeat(1 << 16)));
                }),
                server("with an endless line after a chunk", exchange -> {
                    exchange.read().write(HEAD + "Transfer-Encoding: chunked\r\n\r\n1\r\n ");
                    exchange.writeWithoutEnd(Exchange.utf8("x".repeat(1 << 16)));
                }),
                server("with endless trailers", exchange -> {
                    exchange.read().write(HEAD + "Transfer-Encoding: chunked\r\n\r\n");
                    byte[] body = exchange.success();
                    exchange.write(Integer.toHexString(body.length) + "\r\n");
                    exchange.write(exchange.believable(body));
                    exchange.write("\r\n0\r\n");
                    exchange.writeWithoutEnd(Exchange.utf8("X-Header: value\r\n".repeat(4_000)));
                }),
                server("with the longest body there is", exchange -> {
                    exchange.read().write(HEAD + "Content-Length: " + Long.MAX_VALUE + "\r\n\r\n");
                    exchange.writeWithoutEnd(BLANKS);
                }),
                server("with a gzip bomb", exchange -> {
                    exchange.read();
                    exchange.answer("200 OK", BOMB, "Content-Encoding: gzip");
                }),
                server("with a gzip bomb in a refusal", exchange -> {
                    exchange.read();
                    exchange.answer("500 No", BOMB, "Content-Encoding: gzip");
                }),
                server("with a gzip bomb of unknown length", exchange -> {
                    exchange.read().write(HEAD + "Content-Encoding: gzip\r\n\r\n");
                    exchange.write(BOMB);
                }));
    }

    static byte[] packed(byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] bomb() {
        byte[] megabyte = Exchange.utf8(" ".repeat(1 << 20));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            for (int i = 0; i < MEGABYTES_PACKED; i++) {
                gzip.write(megabyte);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
