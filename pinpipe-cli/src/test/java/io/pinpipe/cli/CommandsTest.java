package io.pinpipe.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.pinpipe.Destinations;
import io.pinpipe.emulation.RowOrder;
import io.pinpipe.json.PostJson;
import io.pinpipe.testkit.GeneratedPosts;
import io.pinpipe.testkit.servers.RestProxyStandIn;
import io.pinpipe.testkit.servers.StoredRecord;
import io.pinpipe.testkit.servers.TopicReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands on real servers. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class CommandsTest {

    @AutoClose
    private static Servers servers;

    @TempDir
    private static Path folder;

    /** The tables in full size; read only. */
    private static Path fullDatabase;

    private String userId;

    @BeforeAll
    static void start() {
        servers = new Servers();
        fullDatabase = servers.newDatabase(folder, Servers.PASSWORD);
        CommandRun filled = CommandRun.of("generate", "--db", fullDatabase.toString());
        assertThat(filled.exitCode()).as(filled.err()).isZero();
    }

    @BeforeEach
    void nameTheTopics(TestInfo test) {
        userId = test.getTestMethod().orElseThrow().getName();
    }

    @Test
    void anEmulationThroughARestProxyDeliversTheRowsOfTheClassicOrder() {
        createTopics();

        CommandRun run = emulate(fullDatabase, servers.rest(), "--posts", "300", "--json");

        assertThat(run.exitCode()).as(run.err()).isZero();
        RowOrder order = RowOrder.classic(100);
        List<Long> picks =
                Stream.generate(() -> (long) order.next().row()).limit(300).toList();
        assertThat(pins()).containsExactlyInAnyOrderElementsOf(picks);
        assertThat(picks).startsWith(7528L, 2863L, 5730L, 8304L, 8731L);
    }

    @Test
    void anEmulationBeginsWithTheFirstPicksOfItsSeed() {
        CommandRun run = emulate(fullDatabase, servers.kafka(), "--posts", "3", "--seed", "0", "--create-topics");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(pins()).containsExactlyInAnyOrder(6890L, 4242L, 6634L);
    }

    @Test
    void whatArrivesIsWhatTheDatabaseHolds() {
        emulate(fullDatabase, servers.kafka(), "--posts", "1", "--create-topics", "--partitions", "1");

        List<String> expected = GeneratedPosts.classic(1).post(7528).events().stream()
                .map(event -> new String(PostJson.encode(event), StandardCharsets.UTF_8))
                .toList();
        assertThat(Destinations.topics(userId).all())
                .flatExtracting(topic -> values(topic))
                .isEqualTo(expected);
    }

    @Test
    void theReportIsOneLineOfJson() {
        CommandRun run = emulate(fullDatabase, servers.kafka(), "--posts", "10", "--create-topics", "--json");

        JsonNode report = run.json();
        assertThat(report.fieldNames())
                .toIterable()
                .containsExactly(
                        "posts",
                        "sent",
                        "acknowledged",
                        "maybeDuplicated",
                        "failed",
                        "maybeStored",
                        "pending",
                        "missing",
                        "givenUp",
                        "seconds");
        assertThat(report.get("posts").asLong()).isEqualTo(10);
        assertThat(report.get("sent").asLong()).isEqualTo(30);
        assertThat(report.get("acknowledged").asLong()).isEqualTo(30);
        assertThat(report.get("failed")).isEmpty();
        assertThat(report.get("missing")).isEmpty();
        assertThat(report.get("seconds").isNumber()).isTrue();
    }

    @Test
    void newTopicsHaveThePartitionsAskedFor() {
        emulate(fullDatabase, servers.kafka(), "--posts", "200", "--create-topics", "--partitions", "4");

        assertThat(records(Destinations.topics(userId).all().get(0)))
                .extracting(StoredRecord::partition)
                .contains(0, 1, 2, 3)
                .allMatch(partition -> partition < 4);
    }

    @Test
    void missingTopicsFailEachEventAndTheReasonIsPrinted() {
        CommandRun run = emulate(fullDatabase, servers.rest(), "--posts", "2", "--json");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.json().get("failed").get("NOT_FOUND").asLong()).isEqualTo(6);
        assertThat(run.errorLines())
                .isNotEmpty()
                .allSatisfy(sentence -> assertThat(sentence).contains("NOT_FOUND", userId));
    }

    @Test
    void aFailureIsPrintedOnce() {
        CommandRun run = emulate(fullDatabase, servers.rest(), "--posts", "1");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errorLines()).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void anEmulationEndsWhenEverythingIsRefusedUnlessItKeepsGoing() {
        CommandRun run = emulate(fullDatabase, servers.rest(), "--rate", "200", "--json");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.json().get("givenUp").asBoolean()).isTrue();
        assertThat(run.out()).contains("100 events in a row failed", "--keep-going");

        CommandRun goingOn = emulate(fullDatabase, servers.rest(), "--posts", "300", "--keep-going", "--json");
        assertThat(goingOn.exitCode()).isEqualTo(1);
        assertThat(goingOn.json().get("posts").asLong()).isEqualTo(300);
        assertThat(goingOn.json().get("givenUp").asBoolean()).isFalse();
    }

    @Test
    void aServiceThatNeverAnswersLeavesFailuresThatMayBeStored() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String target = "http://127.0.0.1:" + silent.getLocalPort();

            CommandRun run = emulate(fullDatabase, target, "--posts", "2", "--option", "deliveryTimeout=8s", "--json");

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.json().get("maybeStored").asLong()).isEqualTo(6);
            assertThat(run.json().get("failed").get("TIMED_OUT").asLong()).isEqualTo(6);
            assertThat(run.out()).contains("but may be stored: 6");
            assertThat(run.errorLines()).first().asString().contains("Waiting for " + target, "6 events");
        }
    }

    @Test
    void anUnreachableTargetIsReportedAtOnce() throws Exception {
        int closed;
        try (ServerSocket port = new ServerSocket(0)) {
            closed = port.getLocalPort();
        }

        for (String scheme : List.of("http", "kafka")) {
            CommandRun run = emulate(fullDatabase, scheme + "://127.0.0.1:" + closed, "--posts", "1");

            assertRefused(run, "127.0.0.1:" + closed + " refuses connections");
            assertThat(run.err()).contains("--keep-going");
        }
    }

    @Test
    void aDurationEndsTheEmulation() {
        CommandRun run =
                emulate(fullDatabase, servers.kafka(), "--duration", "5s", "--rate", "10", "--create-topics", "--json");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.json().get("posts").asLong()).isBetween(1L, 50L);
    }

    @Test
    void headersComeFromThePropertiesFile() throws IOException {
        createTopics();
        Path headers = Files.writeString(folder.resolve("headers.properties"), "x-api-key: s3cret\n");
        try (RestProxyStandIn gateway = RestProxyStandIn.builder(
                        servers.broker().bootstrapServers())
                .basePath("/test")
                .requiredHeader("x-api-key", "s3cret")
                .start()) {
            String target = gateway.uri().toString();

            assertThat(emulate(fullDatabase, target, "--posts", "1", "--properties", headers.toString())
                            .exitCode())
                    .isZero();
            CommandRun without = emulate(fullDatabase, target, "--posts", "1");
            assertThat(without.exitCode()).isEqualTo(1);
            assertThat(without.out()).contains("FORBIDDEN 3");
        }
    }

    @Test
    void clientSettingsComeFromThePropertiesFile() throws IOException {
        Path client = Files.writeString(folder.resolve("client.properties"), "acks=1\n");

        CommandRun run = emulate(fullDatabase, servers.kafka(), "--properties", client.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("acks");
    }

    @Test
    void aMissingRowIsCountedAndTheRestOfItsPostArrives() {
        Path database = smallDatabase();
        servers.sql("DELETE FROM " + name(database) + ".geolocation_data WHERE ind < 20");

        CommandRun run = emulate(database, servers.kafka(), "--posts", "50", "--create-topics", "--json");

        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode report = run.json();
        long missing = report.get("missing").get("geolocation_data").asLong();
        assertThat(missing).isPositive();
        assertThat(report.get("acknowledged").asLong()).isEqualTo(150 - missing);
    }

    @Test
    void anUnusableRowFailsAsInvalidAndTheRestArrives() {
        Path database = smallDatabase();
        servers.sql("UPDATE " + name(database) + ".user_data SET age = NULL WHERE ind < 20");

        CommandRun run = emulate(database, servers.kafka(), "--posts", "50", "--create-topics", "--json");

        assertThat(run.exitCode()).isEqualTo(1);
        JsonNode report = run.json();
        long invalid = report.get("failed").get("INVALID").asLong();
        assertThat(invalid).isPositive();
        assertThat(report.get("missing")).isEmpty();
        assertThat(report.get("acknowledged").asLong()).isEqualTo(150 - invalid);
        assertThat(run.err()).contains("user_data", "age");
    }

    @Test
    void aSmallTableIsReportedToBoundTheOrder() {
        CommandRun run = emulate(smallDatabase(), servers.kafka(), "--posts", "5", "--create-topics");

        assertThat(run.out()).contains("40 rows");
        assertThat(pins()).allMatch(index -> index < 40);
    }

    @Test
    void aWrongPasswordIsOneSentenceWithoutThePassword() {
        Path credentials = servers.newDatabase(folder, "not-the-password");

        CommandRun run = emulate(credentials, servers.kafka(), "--posts", "1");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errorLines())
                .singleElement()
                .satisfies(sentence ->
                        assertThat(sentence).contains("127.0.0.1", "person").doesNotContain("not-the-password"));
    }

    @Test
    void aDatabaseWithoutTheTablesIsOneSentence() {
        CommandRun run = emulate(servers.newDatabase(folder, Servers.PASSWORD), servers.kafka(), "--posts", "1");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errorLines())
                .singleElement()
                .satisfies(sentence -> assertThat(sentence).contains("pinterest_data"));
    }

    @Test
    void settingsThatMakeNoSenseAreOneSentence() {
        assertRefused(emulate(fullDatabase, servers.kafka(), "--posts", "0"), "limit must be at least 1 post, not 0");
        assertRefused(emulate(fullDatabase, servers.kafka(), "--rate", "0"), "rate must be greater than zero");
    }

    @Test
    void generateDoesNotTouchTablesThatExist() {
        Path database = smallDatabase();

        CommandRun again = CommandRun.of("generate", "--rows", "5", "--db", database.toString());

        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.errorLines())
                .singleElement()
                .satisfies(sentence -> assertThat(sentence).contains("pinterest_data", "--replace"));
        assertThat(emulate(database, servers.kafka(), "--posts", "1", "--create-topics")
                        .out())
                .contains("40 rows");
    }

    @Test
    void generateReplacesTablesIfRequested() {
        Path database = smallDatabase();

        CommandRun again = CommandRun.of("generate", "--rows", "5", "--replace", "--db", database.toString());

        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(emulate(database, servers.kafka(), "--posts", "1", "--create-topics")
                        .out())
                .contains("5 rows");
    }

    @Test
    void generateGivesTheTablesAnIndexUnlessDisabled() {
        Path plain = servers.newDatabase(folder, Servers.PASSWORD);
        CommandRun.of("generate", "--rows", "40", "--no-key-index", "--db", plain.toString());

        assertThatCode(() -> doubleFirstUser(plain)).doesNotThrowAnyException();
        assertThatThrownBy(() -> doubleFirstUser(smallDatabase())).hasMessageContaining("Duplicate entry");
    }

    private static void doubleFirstUser(Path database) {
        String table = name(database) + ".user_data";
        servers.sql("INSERT INTO " + table + " SELECT * FROM " + table + " WHERE ind = 0");
    }

    private static void assertRefused(CommandRun run, String part) {
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errorLines())
                .singleElement()
                .satisfies(sentence -> assertThat(sentence).contains(part));
    }

    private CommandRun emulate(Path database, String target, String... options) {
        return CommandRun.of(Stream.concat(
                        Stream.of("emulate", "--db", database.toString(), "--to", target, "--user-id", userId),
                        Stream.of(options))
                .toArray(String[]::new));
    }

    private void createTopics() {
        servers.broker().createTopics(1, Destinations.topics(userId).all().toArray(String[]::new));
    }

    private static Path smallDatabase() {
        return servers.filledDatabase(folder, 40);
    }

    private static String name(Path credentials) {
        return credentials.getFileName().toString().replace(".yaml", "");
    }

    private List<Long> pins() {
        return values(Destinations.topics(userId).all().get(0)).stream()
                .map(json -> CommandRun.json(json).get("index").asLong())
                .toList();
    }

    private static List<String> values(String topic) {
        return records(topic).stream()
                .map(record -> Objects.requireNonNull(record.value()))
                .toList();
    }

    private static List<StoredRecord> records(String topic) {
        return TopicReader.read(servers.broker().bootstrapServers(), topic);
    }
}
