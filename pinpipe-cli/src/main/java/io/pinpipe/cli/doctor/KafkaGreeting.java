package io.pinpipe.cli.doctor;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Asks a broker which requests it knows, as every Kafka client does first, also before a login.
 *
 * <p>Kafka's client takes the first four bytes of any answer for its length: what an HTTP server says would have it
 * allocate 1.2 GB. So this is asked before a client is made.
 */
final class KafkaGreeting {

    private static final short API_VERSIONS = 18;
    private static final short VERSION = 0;
    private static final int CORRELATION = 0x70696E70;
    private static final byte[] CLIENT = "pinpipe-doctor".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER_BYTES = 2 + 2 + 4 + 2;

    private static final int ANSWER_BYTES_MIN = 6;
    private static final int ANSWER_BYTES_MAX = 1024 * 1024;
    private static final int HTTP =
            ByteBuffer.wrap("HTTP".getBytes(StandardCharsets.US_ASCII)).getInt();
    private static final String ADVICE = "correct the port, or security.protocol in the file of --properties";

    private KafkaGreeting() {}

    /** Looks at a listener without TLS. */
    static CheckResult read(Network network, Endpoint broker) {
        try (Socket socket = network.connect(broker)) {
            OutputStream out = socket.getOutputStream();
            out.write(request());
            out.flush();
            return answer(broker, new DataInputStream(socket.getInputStream()));
        } catch (SocketTimeoutException e) {
            return CheckResult.wrong(broker + " accepts connections and does not answer as a Kafka broker", ADVICE);
        } catch (EOFException e) {
            return CheckResult.wrong(broker + " ends connections that ask as a Kafka client does", ADVICE);
        } catch (IOException e) {
            return CheckResult.wrong(broker + " breaks off connections that ask as a Kafka client does", ADVICE);
        }
    }

    private static byte[] request() {
        int length = HEADER_BYTES + CLIENT.length;
        return ByteBuffer.allocate(4 + length)
                .putInt(length)
                .putShort(API_VERSIONS)
                .putShort(VERSION)
                .putInt(CORRELATION)
                .putShort((short) CLIENT.length)
                .put(CLIENT)
                .array();
    }

    private static CheckResult answer(Endpoint broker, DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length == HTTP) {
            return CheckResult.wrong(broker + " speaks HTTP, and not Kafka's protocol", ADVICE + ", or write http://");
        }
        if (length < ANSWER_BYTES_MIN || length > ANSWER_BYTES_MAX || in.readInt() != CORRELATION) {
            return CheckResult.wrong(broker + " does not speak Kafka's protocol", ADVICE);
        }
        return CheckResult.ok(broker + " speaks Kafka's protocol");
    }
}
