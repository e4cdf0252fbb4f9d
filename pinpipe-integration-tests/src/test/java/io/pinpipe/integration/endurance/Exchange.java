package io.pinpipe.integration.endurance;

import io.pinpipe.testkit.servers.RawConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One connection of a client, down to its bytes. Not thread-safe. */
final class Exchange {

    private final HostileServer server;
    private final RawConnection connection;
    private List<Long> indexes = List.of();
    private boolean keptOpen;

    Exchange(HostileServer server, RawConnection connection) {
        this.server = server;
        this.connection = connection;
    }

    /** Reads one request to its end; its records are stored from now on. */
    Exchange read() throws IOException {
        indexes = server.wire().indexes(connection.read().body());
        server.storeAll(indexes);
        return this;
    }

    /** Reads some bytes of the request, and stores nothing. */
    Exchange readBytes(int count) throws IOException {
        connection.readBytes(count);
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
        connection.write(bytes);
    }

    void write(String text) throws IOException {
        connection.write(text);
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
        write(RawConnection.response(status, body, headers));
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
        connection.awaitEnd();
    }

    /** Resets the connection. */
    void reset() throws IOException {
        connection.reset();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
