package io.pinpipe.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pinpipe.Destinations;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The doctor is stopped while its test events wait to be retried. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Java on Windows cannot send signals to another process")
class StoppedDoctorTest {

    private static final Duration WAIT = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final List<String> stored = new CopyOnWriteArrayList<>();
    private volatile boolean takesRecords;
    private HttpServer proxy;

    @BeforeEach
    void startProxy() throws IOException {
        proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext("/", this::answer);
        proxy.start();
    }

    @AfterEach
    void stopProxy() {
        proxy.stop(0);
    }

    /** A Kafka REST proxy that throttles every record until it is set to store them. */
    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String topic = exchange.getRequestURI().getPath().replace("/topics/", "");
            if (exchange.getRequestMethod().equals("GET")) {
                reply(exchange, 200, "{\"name\":\"" + topic + "\",\"configs\":{},\"partitions\":[]}");
            } else if (body.equals("{\"records\":[]}")) {
                reply(exchange, 422, "{\"error_code\":422,\"message\":\"records may not be empty\"}");
            } else if (takesRecords) {
                stored.add(topic);
                reply(exchange, 200, "{\"offsets\":[{\"partition\":0,\"offset\":0}]}");
            } else {
                refused.add(topic);
                reply(exchange, 429, "{\"error_code\":429,\"message\":\"later\"}");
            }
        }
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Test
    void itsTestEventsAreDeliveredBeforeItEnds() throws Exception {
        List<String> topics = Destinations.topics("d0c").all();
        Path out = folder.resolve("out");
        Process doctor = start(out);
        try {
            await().atMost(WAIT).until(() -> refused.containsAll(topics) || !doctor.isAlive());

            JavaCommand.signal(doctor, "TERM");
            takesRecords = true;

            assertThat(doctor.waitFor(WAIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(doctor.exitValue()).as(Files.readString(out)).isEqualTo(143);
            assertThat(stored).containsExactlyInAnyOrderElementsOf(topics);
        } finally {
            doctor.destroyForcibly();
        }
    }

    private Process start(Path out) throws IOException {
        String address = "http://127.0.0.1:" + proxy.getAddress().getPort();
        return JavaCommand.of(List.of(), Main.class, "doctor", "--to", address, "--user-id", "d0c", "--send-test")
                .redirectOutput(out.toFile())
                .start();
    }
}
