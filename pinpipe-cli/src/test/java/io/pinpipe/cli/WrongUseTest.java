package io.pinpipe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Invalid arguments lead to exit code 2 and one sentence with the problem, before any connection is made. */
class WrongUseTest {

    @TempDir
    private Path folder;

    private Path credentials;

    @BeforeEach
    void writeCredentials() throws IOException {
        credentials = Files.writeString(
                folder.resolve("db_creds.yaml"), "HOST: 127.0.0.1\nPORT: 1\nUSER: reader\nPASSWORD: Tr0ub4dor\n");
    }

    @Test
    void noCommand() {
        assertRefused(CommandRun.of(), "Name a command: emulate, replay, generate, clean, doctor");
    }

    @Test
    void anUnknownCommand() {
        assertRefused(CommandRun.of("simulate"), "simulate");
    }

    @Test
    void anUnknownOption() {
        assertRefused(CommandRun.of("generate", "--row", "5"), "--row");
    }

    @Test
    void aNumberThatIsNone() {
        assertRefused(CommandRun.of("generate", "--rows", "many"), "--rows", "many");
    }

    @Test
    void anEmulationWithoutATarget() {
        assertRefused(CommandRun.of("emulate", "--user-id", "u"), "--to");
    }

    @Test
    void aTargetThatIsNoAddress() {
        assertRefused(emulate("--to", "http://not a host"), "--to", "http://not a host");
    }

    @Test
    void aTargetThatIsNoAddressShowsNoLogin() {
        CommandRun run = emulate("--to", "kafka://me:Tr0ub4dor@broker one:9092/?token=Tr0ub4dor");

        assertRefused(run, "--to", "kafka://***@broker one:9092/?***");
        assertThat(run.err()).doesNotContain("Tr0ub4dor");
    }

    @Test
    void wordsThatBelongToNoOptionAreNotRepeated() {
        assertThat(emulate("--to", "kafka://127.0.0.1:1", "--password", "Tr0ub4dor")
                        .err())
                .contains("'--password'")
                .doesNotContain("Tr0ub4dor");
        assertThat(emulate("--to", "kafka://127.0.0.1:1", "--pass=Tr0ub4dor").err())
                .contains("'--pass'")
                .doesNotContain("Tr0ub4dor");
        assertThat(emulate("--to", "kafka://127.0.0.1:1", "--option", "Tr0ub4dor")
                        .err())
                .contains("--option", "NAME=VALUE")
                .doesNotContain("Tr0ub4dor");
    }

    @Test
    void aTargetThatNoTransportKnows() {
        assertRefused(emulate("--to", "ftp://host"), "ftp", "kafka");
    }

    @Test
    void anOptionThatTheTransportDoesNotKnow() {
        assertRefused(emulate("--to", "kafka://127.0.0.1:1", "--option", "lingre=5ms"), "lingre", "linger");
    }

    @Test
    void topicsThatAProxyCannotCreate() {
        assertRefused(emulate("--to", "http://127.0.0.1:1", "--create-topics"), "createTopics");
    }

    @Test
    void partitionsOfTopicsThatAreNotCreated() {
        assertRefused(emulate("--to", "kafka://127.0.0.1:1", "--partitions", "3"), "--create-topics");
    }

    @Test
    void aSettingThatIsGivenTwice() {
        assertRefused(emulate("--to", "kafka://127.0.0.1:1", "--option", "userId=other"), "'userId' is given twice");
    }

    @Test
    void aUserIdThatMakesNoTopic() {
        assertRefused(emulateAs("a/b", "--to", "kafka://127.0.0.1:1"), "a/b.pin");
    }

    @Test
    void aLimitAndADuration() {
        assertRefused(
                emulate("--to", "kafka://127.0.0.1:1", "--posts", "5", "--duration", "5s"), "--posts", "--duration");
    }

    @Test
    void aDurationThatIsNone() {
        assertRefused(emulate("--to", "kafka://127.0.0.1:1", "--duration", "soon"), "--duration", "soon", "30s");
    }

    @Test
    void aRateAndTheClassicPace() {
        assertRefused(
                emulate("--to", "kafka://127.0.0.1:1", "--rate", "5", "--classic-pace"), "--rate", "--classic-pace");
    }

    @Test
    void aPropertiesFileThatIsNotThere() {
        String file = folder.resolve("nowhere.properties").toString();

        assertRefused(emulate("--to", "http://127.0.0.1:1", "--properties", file), file);
        assertRefused(emulate("--to", "kafka://127.0.0.1:1", "--properties", file), file);
    }

    @Test
    void aCredentialsFileThatIsNotThere() {
        String file = folder.resolve("nowhere.yaml").toString();

        assertRefused(CommandRun.of("generate", "--db", file), file);
    }

    @Test
    void aCredentialsFileThatLacksAPassword() throws IOException {
        Files.writeString(credentials, "HOST: 127.0.0.1\nUSER: reader\n");

        assertRefused(
                CommandRun.of("generate", "--db", credentials.toString()),
                "lacks PASSWORD; add them, or set RDS_PASSWORD");
    }

    @Test
    void aDatabaseThatDoesNotAnswer() {
        CommandRun run = emulate("--to", "kafka://127.0.0.1:1", "--posts", "1");

        assertRefused(run, "127.0.0.1");
        assertThat(run.err()).doesNotContain("Tr0ub4dor");
    }

    @Test
    void fewerThanNoRows() {
        assertRefused(CommandRun.of("generate", "--rows", "-1", "--db", credentials.toString()), "-1");
    }

    @Test
    void helpIsNoWrongUse() {
        for (String command : List.of("emulate", "replay", "generate", "clean", "doctor")) {
            CommandRun run = CommandRun.of(command, "--help");

            assertThat(run.exitCode()).isZero();
            assertThat(run.out()).contains("Usage: java -jar pinpipe-cli.jar " + command);
        }
    }

    private CommandRun emulate(String... options) {
        return emulateAs("0a1d8948160f", options);
    }

    private CommandRun emulateAs(String userId, String... options) {
        return CommandRun.of(Stream.concat(
                        Stream.of("emulate", "--db", credentials.toString(), "--user-id", userId), Stream.of(options))
                .toArray(String[]::new));
    }

    private static void assertRefused(CommandRun run, String... parts) {
        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.errorLines())
                .singleElement()
                .satisfies(sentence -> assertThat(sentence).contains(parts));
    }
}
