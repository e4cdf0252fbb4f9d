package io.pinpipe.integration.endurance;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One connection of a client, down to its bytes. Not thread-safe. */
final class Exchange {

    private final HostileServer server;
    private final Socket socket;
    private final InputStream in;
    private List<Long> indexes = List.of();
    private boolean keptOpen;

    Exchange(HostileServer server, Socket socket) throws IOException {
        this.server = server;
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** Reads one request to its end; its records are stored from now on. */
    Exchange read() throws IOException {
        int length = 0;
        for (String line = line(); !line.isEmpty(); line = line()) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
            }
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new IOException("the request broke off");
        }
        indexes = server.wire().indexes(body);
        server.storeAll(indexes);
        return this;
    }

    /** Reads some bytes of the request, and stores nothing. */
    Exchange readBytes(int count) throws IOException {
        if (in.readNBytes(count).length < count) {
            throw new IOException("the request broke off");
        }
        return this;
    }

    List<Long> indexes() {
        return indexes;
    }

    Wire wire() {
        return server.wire();
    }

    /** A new position in each call. */
    long position() {
        return server.nextPosition();
    }

    /** How many requests the server has read before this one. */
    int number() {
        return server.requests() - 1;
    }

    /** One entry for each record of the request, all stored. */
    List<String> stored() {
        List<String> entries = new ArrayList<>();
        for (int i = 0; i < indexes.size(); i++) {
            entries.add(wire().stored(position()));
        }
        return entries;
    }

    /** The body of an answer by which all records of the request are stored. */
    byte[] success() {
        return utf8(wire().answer(stored()));
    }

    /** Records that a client may trust the contents of this body, as the response to the request that was read. */
    byte[] believable(byte[] body) {
        server.claim(indexes, body);
        return body;
    }

    void write(byte... bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Repeats the same bytes until the client disconnects. */
    void writeWithoutEnd(byte[] bytes) throws IOException {
        while (true) {
            write(bytes);
        }
    }

    /** Writes byte by byte, slowly. */
    void drip(byte[] bytes) throws IOException {
        for (byte b : bytes) {
            write(b);
            HostileServer.rest(20);
        }
    }

    /** A whole answer of HTTP/1.1. */
    void answer(String status, byte[] body, String... headers) throws IOException {
        write(whole(status, body, headers));
    }

    static byte[] whole(String status, byte[] body, String... headers) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        String more = String.join(
                "", List.of(headers).stream().map(header -> header + "\r\n").toList());
        answer.writeBytes(("HTTP/1.1 " + status + "\r\n" + more + "Content-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        answer.writeBytes(body);
        return answer.toByteArray();
    }

    /** The connection serves another request when the script has ended. */
    void keepOpen() {
        keptOpen = true;
    }

    boolean isKeptOpen() {
        boolean kept = keptOpen;
        keptOpen = false;
        return kept;
    }

    /** Waits until the client disconnects. */
    void beSilent() throws IOException {
        while (in.read() >= 0) {
            // whatever comes
        }
    }

    /** Resets the connection. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    boolean awaitRequest() throws IOException {
        in.mark(1);
        int first = in.read();
        in.reset();
        return first >= 0;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the request broke off");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}
