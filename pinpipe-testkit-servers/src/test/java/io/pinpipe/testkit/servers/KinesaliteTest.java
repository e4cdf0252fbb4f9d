package io.pinpipe.testkit.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KinesaliteTest {

    private static final Duration WAIT = Duration.ofSeconds(60);

    /** Starts a server and prints its process id. */
    static final class Parent {
        public static void main(String[] args) {
            Kinesalite kinesis = Kinesalite.open();
            ProcessHandle child = ProcessHandle.current().children().findFirst().orElseThrow();
            ChildProcess.serve(Long.toString(child.pid()), kinesis);
        }
    }

    @Test
    void everyShardIsReadFromItsFirstRecordToItsLast() {
        try (Kinesalite kinesis = Kinesalite.required()) {
            kinesis.createStream("posts", 3);
            put(kinesis, 300);

            assertThat(kinesis.read("posts"))
                    .hasSize(300)
                    .allSatisfy(record -> assertThat(record.data()).isEqualTo("📌 " + record.partitionKey()))
                    .extracting(StreamRecord::partitionKey)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void recordsAreSpreadOverTheShardsByTheirKeys() {
        try (Kinesalite kinesis = Kinesalite.required()) {
            kinesis.createStream("posts", 3);
            put(kinesis, 300);

            assertThat(kinesis.read("posts").stream().map(StreamRecord::shard).distinct())
                    .hasSize(3);
        }
    }

    @Test
    void itListensOnTheLoopbackAddressAlone() {
        try (Kinesalite kinesis = Kinesalite.required()) {
            assertThat(kinesis.endpoint().getHost())
                    .isEqualTo(InetAddress.getLoopbackAddress().getHostAddress());
        }
    }

    @Test
    void itAnswersClientsThatNeedTls() throws Exception {
        Kinesalite.required().close();
        try (Kinesalite kinesis = Kinesalite.openWithTls();
                SSLSocket socket = (SSLSocket) trustingAnyone()
                        .getSocketFactory()
                        .createSocket(
                                InetAddress.getLoopbackAddress(),
                                kinesis.tlsEndpoint().getPort())) {
            socket.getOutputStream().write("GET / HTTP/1.0\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 ")
                    .containsIgnoringCase("x-amzn-RequestId");
        }
    }

    @Test
    void oneWithoutTlsNamesHowToGetIt() {
        try (Kinesalite kinesis = Kinesalite.required()) {
            assertThatThrownBy(kinesis::tlsEndpoint).hasMessageContaining("openWithTls()");
        }
    }

    @Test
    void aNewStreamStaysInCreationForAsLongAsAsked() {
        Kinesalite.required().close();
        try (Kinesalite kinesis = Kinesalite.open(60_000)) {
            KinesisCalls calls = new KinesisCalls(kinesis.endpoint(), WAIT);
            ObjectNode name = JsonNodeFactory.instance.objectNode().put("StreamName", "slow");
            calls.call("CreateStream", name.deepCopy().put("ShardCount", 1));

            JsonNode summary = calls.call("DescribeStreamSummary", name);

            assertThat(summary.at("/StreamDescriptionSummary/StreamStatus").asText())
                    .isEqualTo("CREATING");
        }
    }

    @Test
    void anUnknownStreamIsNotReadAsAnEmptyOne() {
        try (Kinesalite kinesis = Kinesalite.required()) {
            assertThatThrownBy(() -> kinesis.read("nowhere"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("ResourceNotFoundException");
        }
    }

    @Test
    void aClientThatHangsUpInTheMiddleOfARequestDoesNotEndIt() throws Exception {
        try (Kinesalite kinesis = Kinesalite.required()) {
            kinesis.createStream("posts", 1);
            try (Socket socket = new Socket(
                    InetAddress.getLoopbackAddress(), kinesis.endpoint().getPort())) {
                socket.getOutputStream()
                        .write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"
                                .getBytes(StandardCharsets.US_ASCII));
                socket.setSoLinger(true, 0);
            }

            put(kinesis, 1);

            assertThat(kinesis.read("posts")).hasSize(1);
        }
    }

    @Test
    void itEndsWhenItsParentIsKilled(@TempDir Path folder) {
        Kinesalite.required().close();
        ChildProcess parent = ChildProcess.of(Parent.class)
                .jvmOptions("-Dpinpipe.project=" + System.getProperty("pinpipe.project", ""))
                .errors(folder.resolve("errors"))
                .start();
        ProcessHandle child =
                ProcessHandle.of(Long.parseLong(parent.readiness())).orElseThrow();

        parent.kill();

        assertThat(child.onExit()).succeedsWithin(WAIT);
    }

    @Test
    void whatItKeptOnDiskSurvivesAKill() {
        Kinesalite.required().close();
        try (Kinesalite kinesis = Kinesalite.openOnDisk()) {
            kinesis.createStream("posts", 2);
            put(kinesis, 100);

            kinesis.kill();
            kinesis.start();

            assertThat(kinesis.read("posts")).hasSize(100);
        }
    }

    @Test
    void nothingIsLeftInTheFolderForTemporaryFiles() throws Exception {
        Kinesalite.required().close();

        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertThat(files.map(Path::getFileName).map(Path::toString))
                    .noneMatch(name -> name.startsWith("kinesalite-"));
        }
    }

    @Test
    void aFolderThatHasItIsNotInstalledAgain(@TempDir Path folder) throws Exception {
        Path module = Files.createDirectories(folder.resolve("node_modules/kinesalite"));
        Files.writeString(module.resolve("package.json"), "{}");

        Kinesalite.install(folder);

        assertThat(folder).isDirectoryNotContaining("glob:**npm.log");
    }

    private static SSLContext trustingAnyone() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                null,
                new TrustManager[] {
                    new X509TrustManager() {
                        @Override
                        public void checkClientTrusted(X509Certificate[] chain, String type) {}

                        @Override
                        public void checkServerTrusted(X509Certificate[] chain, String type) {}

                        @Override
                        public X509Certificate[] getAcceptedIssuers() {
                            return new X509Certificate[0];
                        }
                    }
                },
                null);
        return context;
    }

    private static void put(Kinesalite kinesis, int records) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("StreamName", "posts");
        ArrayNode list = body.putArray("Records");
        IntStream.range(0, records)
                .forEach(i -> list.addObject()
                        .put("PartitionKey", Integer.toString(i))
                        .put("Data", ("📌 " + i).getBytes(StandardCharsets.UTF_8)));
        new KinesisCalls(kinesis.endpoint(), WAIT).call("PutRecords", body);
    }
}
