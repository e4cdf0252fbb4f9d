package io.pinpipe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pinpipe.Destinations;
import io.pinpipe.testkit.servers.TopicReader;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doctor's exit codes, lines and JSON. */
class DoctorCommandTest {

    private static final String USER = "0a1b2c3d4e5f";

    @AutoClose
    private static Servers servers;

    @TempDir
    private static Path folder;

    private static Path database;

    @BeforeAll
    static void start() {
        servers = new Servers();
        servers.broker().createTopics(1, Destinations.topics(USER).all().toArray(String[]::new));
        database = servers.filledDatabase(folder, 10);
    }

    @Test
    void aWayThatIsWellGivesExitCode0AndALineAHop() {
        CommandRun run =
                CommandRun.of("doctor", "--db", database.toString(), "--to", servers.rest(), "--user-id", USER);

        assertThat(run.exitCode()).as(run.out()).isZero();
        assertThat(run.out().lines()).allMatch(line -> line.startsWith("ok "));
        assertThat(run.out()).contains("database login", "database key index", "proxy", "topics");
    }

    @Test
    void withoutSendTestNothingIsWritten() {
        CommandRun.of("doctor", "--to", servers.kafka(), "--user-id", USER);

        assertThat(TopicReader.read(servers.broker().bootstrapServers(), USER + ".pin"))
                .isEmpty();
    }

    @Test
    void aTestEventIsWrittenWhenItIsAskedFor() {
        servers.broker().createTopics(1, Destinations.topics("asked").all().toArray(String[]::new));

        CommandRun run = CommandRun.of("doctor", "--to", servers.kafka(), "--user-id", "asked", "--send-test");

        assertThat(run.exitCode()).as(run.out()).isZero();
        assertThat(run.out()).contains("wrote a test event", "asked.geo partition 0 position 0");
        assertThat(TopicReader.read(servers.broker().bootstrapServers(), "asked.pin"))
                .hasSize(1);
    }

    @Test
    void theLastLineIsTheFindingsAsJson() {
        CommandRun run = CommandRun.of("doctor", "--to", servers.rest(), "--user-id", "nobody", "--json");

        JsonNode json = run.json();
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(json.path("ok").isBoolean()).isTrue();
        assertThat(json.path("ok").asBoolean()).isFalse();
        assertThat(json.path("hops"))
                .filteredOn(hop -> hop.path("ok").isBoolean() && !hop.path("ok").asBoolean())
                .singleElement()
                .satisfies(hop -> {
                    assertThat(hop.path("hop").asText()).isEqualTo("topics");
                    assertThat(hop.path("saw").asText()).contains("nobody.pin");
                    assertThat(hop.path("advice").asText()).isNotEmpty();
                });
    }

    @Test
    void aWrongHopOfTheDatabaseDoesNotStopTheLookAtTheTarget() {
        CommandRun run = CommandRun.of(
                "doctor",
                "--db",
                folder.resolve("missing.yaml").toString(),
                "--to",
                servers.rest(),
                "--user-id",
                USER,
                "--json");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out().lines().findFirst())
                .hasValueSatisfying(line -> assertThat(line).startsWith("wrong").contains("credentials"));
        assertThat(run.json().path("hops").findValuesAsText("hop")).contains("topics");
    }

    @Test
    void aPasswordIsShownNowhere() {
        Path wrong = servers.newDatabase(folder, "not-" + Servers.PASSWORD);

        CommandRun run = CommandRun.of("doctor", "--db", wrong.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("database login").doesNotContain(Servers.PASSWORD);
        assertThat(run.err()).doesNotContain(Servers.PASSWORD);
    }

    @Test
    void nothingToLookAtIsWrongUse() {
        assertThat(CommandRun.of("doctor").exitCode()).isEqualTo(2);
    }

    @Test
    void aTestEventWithoutAUserIdIsWrongUse() {
        CommandRun run = CommandRun.of("doctor", "--to", servers.rest(), "--send-test");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--user-id");
    }

    @Test
    void anAddressThatNoTransportKnowsIsWrongUse() {
        assertThat(CommandRun.of("doctor", "--to", "ftp://127.0.0.1", "--user-id", USER)
                        .exitCode())
                .isEqualTo(2);
    }
}
