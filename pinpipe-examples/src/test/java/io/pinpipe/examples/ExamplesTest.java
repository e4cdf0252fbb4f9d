package io.pinpipe.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Pin;
import io.pinpipe.json.PostJson;
import io.pinpipe.rds.PostTables;
import io.pinpipe.rds.RdsCredentials;
import io.pinpipe.testkit.GeneratedPosts;
import io.pinpipe.testkit.servers.DatabaseLogin;
import io.pinpipe.testkit.servers.EmbeddedKafka;
import io.pinpipe.testkit.servers.EmbeddedMariaDb;
import io.pinpipe.testkit.servers.KafkaBroker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples run against a real broker and a real database, and print what they promise. */
class ExamplesTest {

    /** A main method. */
    private interface Program {
        void main(String... args) throws IOException;
    }

    @AutoClose
    private static KafkaBroker kafka;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startBroker() {
        kafka = EmbeddedKafka.open();
    }

    @Test
    void thePinIsStored() throws IOException {
        assertThat(run(SendPin::main, kafka.bootstrapServers()))
                .startsWith("Receipt[destination=0a1d8948160f.pin, partition=");
    }

    @Test
    void theOrdersAreStoredInOnePartition() throws IOException {
        assertThat(run(SendOrder::main, kafka.bootstrapServers())
                        .lines()
                        .map(line -> line.replaceAll(", position.*", "")))
                .hasSize(2)
                .doesNotContain("")
                .allMatch(line -> line.startsWith("Receipt[destination=orders, partition="))
                .satisfies(lines -> assertThat(lines.get(0)).isEqualTo(lines.get(1)));
    }

    @Test
    void theLargeOrderIsSetAside() throws IOException {
        assertThat(run(HandleFailures::main, kafka.bootstrapServers()).lines())
                .satisfiesExactly(
                        stored -> assertThat(stored).startsWith("Stored: Receipt[destination=orders"),
                        failed -> assertThat(failed)
                                .startsWith("Set aside Message[")
                                .contains("TOO_LARGE"));
    }

    @Test
    void thePostsOfTheDatabaseAreAcknowledged() throws IOException {
        try (EmbeddedMariaDb database = EmbeddedMariaDb.start()) {
            DatabaseLogin login = database.login();
            Path file = Files.writeString(
                    folder.resolve("db_creds.yaml"),
                    "HOST: " + login.host() + "\nPORT: " + login.port() + "\nDATABASE: " + login.database() + "\nUSER: "
                            + login.user() + "\nPASSWORD: '" + login.password() + "'\nSSL_MODE: DISABLED\n");
            PostTables tables = PostTables.of(RdsCredentials.read(file));
            tables.create(true);
            tables.insert(GeneratedPosts.classic(1), rows -> {});

            assertThat(run(EmulateFromMySql::main, file.toString(), kafka.bootstrapServers())
                            .lines())
                    .containsExactly("300 of 300 events acknowledged");
        }
    }

    @Test
    void theFileIsCleaned() throws IOException {
        Pin pin = Objects.requireNonNull(GeneratedPosts.of(1, 1).post(0).pin());
        Path raw = Files.writeString(
                folder.resolve("raw.jsonl"), new String(PostJson.encode(pin), UTF_8) + "\nneither JSON nor a pin\n");
        Path clean = folder.resolve("clean.jsonl");
        Path rejected = folder.resolve("rejected.jsonl");

        assertThat(run(CleanFile::main, raw.toString(), clean.toString(), rejected.toString()))
                .contains("not-json");
        assertThat(clean).content().contains(pin.uniqueId()).hasLineCount(1);
        assertThat(rejected).content().contains("not-json").hasLineCount(1);
    }

    /** Runs a program in this process and returns what it prints. */
    private static String run(Program program, String... args) throws IOException {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, UTF_8));
        try {
            program.main(args);
        } finally {
            System.setOut(before);
        }
        return printed.toString(UTF_8);
    }
}
