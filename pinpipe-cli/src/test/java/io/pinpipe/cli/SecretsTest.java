package io.pinpipe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Publisher;
import io.pinpipe.testkit.servers.RawServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A secret is planted wherever a command accepts one, and services echo it; nothing that is printed, logged or written
 * contains it.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SecretsTest {

    private static final String SECRET = "pl4nted-S3cret-7Qx";

    /** Options whose values may be shown in messages: names of destinations and of a file. */
    private static final Set<String> NAMES = Set.of("userId", "sharedStream", "properties");

    private static final List<String> AWS_PROPERTIES =
            List.of("aws.accessKeyId", "aws.secretAccessKey", "aws.sessionToken");

    @AutoClose
    private static Servers servers;

    @TempDir
    private static Path databases;

    private static Path database;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        servers = new Servers();
        database = servers.filledDatabase(databases, 5);
    }

    @BeforeEach
    void giveAwsCredentials() {
        System.setProperty("aws.accessKeyId", "AKIAEXAMPLE");
        System.setProperty("aws.secretAccessKey", SECRET);
        System.setProperty("aws.sessionToken", SECRET);
    }

    @AfterEach
    void takeAwsCredentials() {
        AWS_PROPERTIES.forEach(System::clearProperty);
    }

    @Test
    void aKafkaRestProxyThatSendsHeadersBack() {
        kafkaRestProxyAnswering(422);
    }

    @Tag("scale")
    @ParameterizedTest
    @ValueSource(ints = {200, 400, 401, 403, 404, 429, 500})
    void aKafkaRestProxyThatSendsHeadersBackWithAnyStatus(int status) {
        kafkaRestProxyAnswering(status);
    }

    @Test
    void aGatewayOfKinesisThatSendsHeadersBack() {
        gatewayAnswering(403);
    }

    @Tag("scale")
    @ParameterizedTest
    @ValueSource(ints = {200, 400, 404, 500})
    void aGatewayOfKinesisThatSendsHeadersBackWithAnyStatus(int status) {
        gatewayAnswering(status);
    }

    @Test
    void kinesisThatSendsHeadersBack() {
        kinesisAnswering(400);
    }

    @Tag("scale")
    @ParameterizedTest
    @ValueSource(ints = {200, 403, 500})
    void kinesisThatSendsHeadersBackWithAnyStatus(int status) {
        kinesisAnswering(status);
    }

    @Test
    void filesOfTheKafkaClient() {
        List<String> files = List.of(
                "security.protocol=SASL_PLAINTEXT\nsasl.mechanism=PLAIN\n" + "sasl.jaas.config=" + jaas() + "\n",
                "security.protocol=SASL_PLAINTEXT\nsasl.mechanism=PLAIN\nsasl.jaas.config=" + SECRET + "\n",
                "security.protocol=SSL\nssl.truststore.location=nowhere\nssl.truststore.password=" + SECRET + "\n",
                "ssl.keystore.type=PEM\nssl.keystore.key=" + SECRET + "\nssl.key.password=" + SECRET + "\n",
                "linger.ms=" + SECRET + "\n",
                "acks=" + SECRET + "\n",
                "compression.type=" + SECRET + "\n",
                SECRET + "=" + SECRET + "\n",
                "password=\\u12" + SECRET + "\n");
        for (String text : files) {
            everyCommandTo(
                    servers.kafka(),
                    Stream.of("--properties", file("client.properties", text).toString()));
        }
    }

    @ParameterizedTest
    @MethodSource("options")
    void everyOptionOfEachTransport(String target, String name) {
        List<String> given = List.of("--to", target, "--user-id", "u", "--option", name + "=" + SECRET);

        assertSilent(output(arguments(List.of("emulate", "--posts", "1", "--db", database.toString()), given)));
        assertSilent(output(arguments(List.of("doctor", "--timeout", "2s"), given)));
    }

    @Test
    void optionsThatNobodyKnows() {
        for (String wrong : List.of("--option", "--password", "--token", "--secret=" + SECRET, "--option=" + SECRET)) {
            everyCommandTo("http://127.0.0.1:1", Stream.of(wrong, SECRET));
        }
        everyCommandTo("http://127.0.0.1:1", Stream.of("--option", "pasword=" + SECRET));
        for (String command : List.of("clean", "generate", "doctor")) {
            assertSilent(output(command, "--password", SECRET));
            assertSilent(output(command, "--password=" + SECRET));
        }
    }

    @Test
    void loginsInAddresses() {
        String login = "me:" + SECRET + "@";
        for (String target : List.of(
                "http://" + login + "127.0.0.1:1",
                "https://" + login + "127.0.0.1:1/stage",
                "http://" + login + "127.0.0.1:1/?token=" + SECRET,
                "http://" + login + "not a host",
                "http://127.0.0.1:1/a b?token=" + SECRET,
                "kafka://" + login + "127.0.0.1:1",
                "kafka://" + login + "127.0.0.1",
                "kafka://" + login + "h1:1," + login + "h2:x",
                "kinesis://" + login + "us-east-1",
                "kinesis://us-east-1?endpoint=http://" + login + "127.0.0.1:1",
                "kinesis+http://" + login + "127.0.0.1:1",
                "ftp://" + login + "host",
                login + "host")) {
            everyCommandTo(target, Stream.of());
        }
    }

    @Test
    void credentialsFiles() {
        String host = "HOST: 127.0.0.1\nUSER: person\nPORT: " + databasePort() + "\n";
        for (String text : List.of(
                host + "PASSWORD: '" + SECRET + "'\n",
                host + "PASSWORD: " + SECRET + "\n  bad: [indent\n",
                host + "PASSWORD: \"" + SECRET + "\n",
                host + "PASSWORD: [" + SECRET + "]\n",
                host + "PASSWORT: " + SECRET + "\n",
                host + "PASSWORD: x\nPORT: " + SECRET + "\n",
                host + "PASSWORD: x\nSSL_MODE: " + SECRET + "\n",
                "{\"HOST\": \"127.0.0.1\", \"USER\": \"person\", \"PASSWORD\": \"" + SECRET + "\"",
                SECRET)) {
            String file = file("db_creds.yaml", text).toString();
            assertSilent(output("emulate", "--db", file, "--to", servers.kafka(), "--user-id", "u", "--posts", "1"));
            assertSilent(output(
                    "replay",
                    "--db",
                    file,
                    "--to",
                    servers.kafka(),
                    "--user-id",
                    "u",
                    "--checkpoint",
                    folder.resolve("checkpoint").toString()));
            assertSilent(output("generate", "--db", file, "--rows", "1"));
            assertSilent(output("doctor", "--db", file, "--timeout", "5s"));
        }
    }

    @Test
    void theEnvironment() throws Exception {
        for (String command : List.of("emulate --to kafka://127.0.0.1:1 --user-id u", "generate", "doctor")) {
            ProcessBuilder builder = JavaCommand.of(List.of(), Main.class, command.split(" "));
            builder.environment()
                    .putAll(Map.of(
                            "RDS_HOST",
                            "127.0.0.1",
                            "RDS_PORT",
                            databasePort(),
                            "RDS_USER",
                            "person",
                            "RDS_PASSWORD",
                            SECRET));
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(process.waitFor()).as(output).isBetween(1, 2);
            assertSilent(output);
        }
    }

    static Stream<String[]> options() {
        return Stream.of(
                        "http://127.0.0.1:1",
                        "kinesis+http://127.0.0.1:1",
                        "kafka://127.0.0.1:1",
                        "kinesis://us-east-1?endpoint=http://127.0.0.1:1")
                .flatMap(target -> known(target).map(name -> new String[] {target, name}));
    }

    private static Stream<String> known(String target) {
        try (Publisher publisher = Publisher.open(URI.create(target), Map.of("nonsense", "x"))) {
            throw new AssertionError(publisher);
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            String names = message.substring(message.indexOf("known are ") + "known are ".length());
            return Arrays.stream(names.replaceAll(";.*", "").split(", "))
                    .map(name -> name.replace("<name>", "x-planted"))
                    .filter(name -> !NAMES.contains(name));
        }
    }

    private void kafkaRestProxyAnswering(int status) {
        try (RawServer service = EchoingServer.answering(status)) {
            everyCommandTo("http://" + service.authority(), headers());
        }
    }

    private void gatewayAnswering(int status) {
        try (RawServer service = EchoingServer.answering(status)) {
            String target = "kinesis+http://" + service.authority();

            everyCommandTo(target, headers());
            everyCommandTo(target, Stream.of("--option", "sigV4=us-east-1"));
        }
    }

    private void kinesisAnswering(int status) {
        try (RawServer service = EchoingServer.answering(status)) {
            everyCommandTo("kinesis://us-east-1?endpoint=http://" + service.authority(), Stream.of());
        }
    }

    /** Runs emulate, replay and doctor, with options that all three accept. */
    private void everyCommandTo(String target, Stream<String> more) {
        List<String> to =
                Stream.concat(Stream.of("--to", target, "--user-id", "u"), more).toList();
        List<String> soon = List.of("--db", database.toString(), "--option", "deliveryTimeout=1s");
        assertSilent(output(arguments(List.of("emulate", "--posts", "2"), soon, to)));
        List<String> files = List.of(
                "--checkpoint", folder.resolve("checkpoint").toString(),
                "--dead-letter", folder.resolve("letters.jsonl").toString());
        assertSilent(output(arguments(List.of("replay"), files, soon, to)));
        assertSilent(output(arguments(List.of("doctor", "--timeout", "2s", "--send-test", "--json"), soon, to)));
        assertSilent(written());
    }

    private Stream<String> headers() {
        String file = file("headers.properties", "x-file-key: " + SECRET + "\nx-other: some " + SECRET + "\n")
                .toString();
        return Stream.of(
                "--option",
                "apiKey=" + SECRET,
                "--option",
                "header.authorization=Bearer " + SECRET,
                "--option",
                "header.x-plain=" + SECRET,
                "--properties",
                file);
    }

    /** Everything that a command prints and logs. */
    private static String output(String... arguments) {
        PrintStream before = System.err;
        ByteArrayOutputStream logged = new ByteArrayOutputStream();
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
        try {
            CommandRun run = CommandRun.of(arguments);
            return run.out() + run.err() + logged.toString(StandardCharsets.UTF_8);
        } finally {
            System.setErr(before);
        }
    }

    /** Everything that commands wrote to files, except those with which the secret was passed to them. */
    private String written() {
        try (Stream<Path> files = Files.list(folder)) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.filter(file -> !file.toString().endsWith(".properties"))
                    .filter(file -> !file.toString().endsWith(".yaml"))
                    .toList()) {
                all.append(Files.readString(file));
            }
            return all.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertSilent(String output) {
        assertThat(output).doesNotContain(SECRET).doesNotContain("S3cret");
    }

    private Path file(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String databasePort() {
        try {
            return Files.readAllLines(database).stream()
                    .filter(line -> line.startsWith("PORT: "))
                    .findFirst()
                    .orElseThrow()
                    .substring("PORT: ".length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String jaas() {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"me\" password=\"" + SECRET
                + "\";";
    }

    @SafeVarargs
    private static String[] arguments(List<String>... parts) {
        return Arrays.stream(parts).flatMap(List::stream).toArray(String[]::new);
    }
}
