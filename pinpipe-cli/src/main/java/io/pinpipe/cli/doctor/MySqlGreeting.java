package io.pinpipe.cli.doctor;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** Reads the greeting that a MySQL server sends before a login. */
final class MySqlGreeting {

    private static final int HEADER_BYTES = 4;
    private static final int PAYLOAD_BYTES_MAX = 64 * 1024;

    /** First bytes of a payload, from MySQL's documentation of its client/server protocol. */
    private static final int PROTOCOL_10 = 10;

    private static final int ERROR = 0xFF;
    private static final int ERROR_TEXT_AT = 3;

    private MySqlGreeting() {}

    static CheckResult read(Network network, Endpoint server) {
        try (Socket socket = network.connect(server)) {
            return read(server, new DataInputStream(socket.getInputStream()));
        } catch (SocketTimeoutException e) {
            return CheckResult.wrong(
                    server + " accepts connections but sends nothing",
                    "correct HOST and PORT: a MySQL server sends a greeting first");
        } catch (EOFException e) {
            return CheckResult.wrong(
                    server + " accepts connections and closes them at once",
                    "see the server's log, or correct HOST and PORT");
        } catch (IOException e) {
            return CheckResult.wrong(
                    server + " closed the connection early, " + e.getMessage(), "see the server's log");
        }
    }

    private static CheckResult read(Endpoint server, DataInputStream in) throws IOException {
        byte[] header = new byte[HEADER_BYTES];
        in.readFully(header);
        int length = (header[0] & 0xFF) | (header[1] & 0xFF) << 8 | (header[2] & 0xFF) << 16;
        if (length == 0 || length > PAYLOAD_BYTES_MAX) {
            return foreign(server);
        }
        byte[] payload = new byte[length];
        in.readFully(payload);
        int first = payload[0] & 0xFF;
        if (first == ERROR && length > ERROR_TEXT_AT) {
            String message = new String(payload, ERROR_TEXT_AT, length - ERROR_TEXT_AT, StandardCharsets.UTF_8);
            return CheckResult.wrong(
                    server + " rejects this machine, '" + message.strip() + "'",
                    "allow this machine on the server, or free connections");
        }
        return first == PROTOCOL_10 ? CheckResult.ok(server + " is MySQL " + version(payload)) : foreign(server);
    }

    private static CheckResult foreign(Endpoint server) {
        return CheckResult.wrong(server + " does not speak MySQL's protocol", "correct HOST and PORT");
    }

    private static String version(byte[] payload) {
        int end = 1;
        while (end < payload.length && payload[end] != 0) {
            end++;
        }
        return new String(payload, 1, end - 1, StandardCharsets.US_ASCII);
    }
}
