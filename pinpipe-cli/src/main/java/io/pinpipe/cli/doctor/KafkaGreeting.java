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
 * Requests a broker's supported API versions, as every Kafka client does first, even before a login.
 *
 * <p>Kafka's client interprets the first four bytes of any response as its length: an HTTP response would make it
 * allocate 1.2 GB. So this check runs before a client is created.
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

    /** Checks a listener without TLS. */
    static CheckResult read(Network network, Endpoint broker) {
        try (Socket socket = network.connect(broker)) {
            OutputStream out = socket.getOutputStream();
            out.write(request());
            out.flush();
            return answer(broker, new DataInputStream(socket.getInputStream()));
        } catch (SocketTimeoutException e) {
            return CheckResult.wrong(broker + " accepts connections but does not respond as a Kafka broker", ADVICE);
        } catch (EOFException e) {
            return CheckResult.wrong(broker + " closes the connections of Kafka clients", ADVICE);
        } catch (IOException e) {
            return CheckResult.wrong(broker + " resets the connections of Kafka clients", ADVICE);
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
            return CheckResult.wrong(broker + " speaks HTTP, not Kafka's protocol", ADVICE + ", or write http://");
        }
        if (length < ANSWER_BYTES_MIN || length > ANSWER_BYTES_MAX || in.readInt() != CORRELATION) {
            return CheckResult.wrong(broker + " does not speak Kafka's protocol", ADVICE);
        }
        return CheckResult.ok(broker + " speaks Kafka's protocol");
    }
}
