package io.pinpipe.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pinpipe.Destinations;
import io.pinpipe.testkit.servers.RawConnection;
import io.pinpipe.testkit.servers.RawConnection.Request;
import io.pinpipe.testkit.servers.RawServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
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

    @AutoClose
    private final RawServer proxy = RawServer.answering(this::answer);

    /** A Kafka REST proxy that throttles every record until it is set to store them. */
    private byte[] answer(Request request) {
        String[] line = request.line().split(" ", 3);
        String topic = line[1].replace("/topics/", "");
        if (line[0].equals("GET")) {
            return response(200, "{\"name\":\"" + topic + "\",\"configs\":{},\"partitions\":[]}");
        } else if (request.text().equals("{\"records\":[]}")) {
            return response(422, "{\"error_code\":422,\"message\":\"records may not be empty\"}");
        } else if (takesRecords) {
            stored.add(topic);
            return response(200, "{\"offsets\":[{\"partition\":0,\"offset\":0}]}");
        } else {
            refused.add(topic);
            return response(429, "{\"error_code\":429,\"message\":\"later\"}");
        }
    }

    private static byte[] response(int status, String body) {
        return RawConnection.response(status + " -", body.getBytes(StandardCharsets.UTF_8));
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
        String address = "http://" + proxy.authority();
        return JavaCommand.of(List.of(), Main.class, "doctor", "--to", address, "--user-id", "d0c", "--send-test")
                .redirectOutput(out.toFile())
                .start();
    }
}
