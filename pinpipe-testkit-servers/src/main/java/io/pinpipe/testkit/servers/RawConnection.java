package io.pinpipe.testkit.servers;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** A client's connection to a {@link RawServer}. Not thread-safe. */
public final class RawConnection {

    /**
     * An HTTP request as received.
     *
     * @param line such as {@code POST /topics/orders HTTP/1.1}
     * @param headers the value by the name, in any case; the last one where a name is repeated
     * @param body its bytes, not copied; empty when there are none
     */
    public record Request(String line, Map<String, String> headers, byte[] body) {

        /**
         * Returns the body as text.
         *
         * @return the body, decoded from UTF-8
         */
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    private final Socket socket;
    private final InputStream in;

    RawConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /**
     * Encodes an HTTP/1.1 response with its {@code Content-Length}.
     *
     * @param status the status and its reason phrase, such as {@code 200 OK}
     * @param body the body
     * @param headers lines such as {@code Content-Type: application/json}
     * @return the bytes of the response
     */
    public static byte[] response(String status, byte[] body, String... headers) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + "\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        response.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        response.writeBytes(body);
        return response.toByteArray();
    }

    /**
     * Waits for the first byte of a request, and leaves it to be read.
     *
     * @return false when the client disconnects instead
     * @throws IOException when the connection breaks
     */
    public boolean awaitRequest() throws IOException {
        in.mark(1);
        int first = in.read();
        in.reset();
        return first >= 0;
    }

    /**
     * Reads an HTTP request with a {@code Content-Length} or without a body.
     *
     * @return the complete request
     * @throws IOException when the client disconnects before its end
     */
    public Request read() throws IOException {
        String line = readLine();
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String header = readLine(); !header.isEmpty(); header = readLine()) {
            int colon = header.indexOf(':');
            headers.put(header.substring(0, colon), header.substring(colon + 1).strip());
        }
        return new Request(line, headers, readBytes(Integer.parseInt(headers.getOrDefault("Content-Length", "0"))));
    }

    /**
     * Reads bytes.
     *
     * @param count how many, from 0
     * @return the bytes
     * @throws IOException when the client disconnects before
     */
    public byte[] readBytes(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("the request was cut off");
        }
        return bytes;
    }

    /**
     * Writes bytes immediately.
     *
     * @param bytes what to write
     * @throws IOException when the client has disconnected
     */
    public void write(byte... bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /**
     * Writes text immediately.
     *
     * @param text what to write, encoded in ISO-8859-1
     * @throws IOException when the client has disconnected
     */
    public void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /**
     * Discards what the client sends, until it disconnects.
     *
     * @throws IOException when the connection breaks
     */
    public void awaitEnd() throws IOException {
        while (in.read() >= 0) {
            // any bytes
        }
    }

    /**
     * Resets the connection.
     *
     * @throws IOException when it cannot be closed
     */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the request was cut off");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}
