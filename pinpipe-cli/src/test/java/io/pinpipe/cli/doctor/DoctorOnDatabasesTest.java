package io.pinpipe.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.rds.PostTables;
import io.pinpipe.rds.RdsCredentials;
import io.pinpipe.rds.SslMode;
import io.pinpipe.testkit.GeneratedPosts;
import io.pinpipe.testkit.servers.DatabaseLogin;
import io.pinpipe.testkit.servers.EmbeddedMariaDb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases with one defect each; real servers wherever one is reached. */
class DoctorOnDatabasesTest {

    private static final int POSTS = 20;
    private static final String PASSWORD = "a-password-that-nobody-shows";

    @AutoClose
    private static @Nullable EmbeddedMariaDb server;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeAll
    static void start() {
        server = EmbeddedMariaDb.start();
    }

    @BeforeEach
    void fill() {
        PostTables tables = PostTables.of(credentials());
        tables.create(true);
        tables.insert(GeneratedPosts.of(1, POSTS), count -> {});
    }

    @AfterEach
    void empty() {
        PostTables.of(credentials()).drop();
    }

    @Test
    void aDatabaseThatIsAsItShouldBeIsWell() {
        Examined.database(() -> credentials())
                .isWell()
                .saw("database rows", "user_data " + POSTS)
                .has("database key index", Verdict.OK);
    }

    @Test
    void aMissingCredentialsFileIsNamed() {
        Examined.database(() -> RdsCredentials.read(folder.resolve("db_creds.yaml")))
                .blames("credentials")
                .has("database dns", Verdict.SKIPPED)
                .has("database key index", Verdict.SKIPPED);
    }

    @Test
    void aFileThatIsNotYamlIsNamedWithoutItsText() throws Exception {
        Path file = Files.writeString(folder.resolve("db_creds.yaml"), "PASSWORD: \"" + PASSWORD + "\nHOST: [");

        Examined.database(() -> RdsCredentials.read(file)).blames("credentials").doesNotShow(PASSWORD);
    }

    @Test
    void anUnknownHostIsADnsMatter() {
        Examined.database(() -> RdsCredentials.builder("no-such-host.invalid", "u", PASSWORD)
                        .build())
                .blames("database dns")
                .has("database tcp", Verdict.SKIPPED);
    }

    @Test
    void aClosedPortIsATcpMatter() {
        Examined.database(() -> RdsCredentials.builder("127.0.0.1", "u", PASSWORD)
                        .port(ClosedPort.next())
                        .build())
                .blames("database tcp");
    }

    @Test
    void anotherServiceAtThePortIsNotMySql() throws Exception {
        try (ScriptedServer web = ScriptedServer.answering(Map.of())) {
            Doctor doctor = new Doctor(Duration.ofMillis(300), finding -> {});
            doctor.database(() -> RdsCredentials.builder("127.0.0.1", "u", PASSWORD)
                    .port(web.port())
                    .build());

            assertThat(doctor.diagnosis().findings())
                    .filteredOn(finding -> finding.verdict() == Verdict.WRONG)
                    .extracting(Finding::hop)
                    .containsExactly("database server");
        }
    }

    @Test
    void aServerWithoutTlsIsATlsMatterWhereTlsIsRequired() {
        Examined.database(() -> login(PASSWORD).sslMode(SslMode.REQUIRED).build())
                .blames("database tls")
                .has("database login", Verdict.SKIPPED);
    }

    @Test
    void aWrongPasswordIsALoginMatter() {
        Examined.database(() -> login(PASSWORD).build())
                .blames("database login")
                .doesNotShow(PASSWORD);
    }

    @Test
    void aDatabaseThatIsNotThereIsATablesMatter() {
        String password = "pass-" + PASSWORD;
        execute("CREATE USER 'elsewhere'@'%' IDENTIFIED BY '" + password + "'");
        execute("GRANT ALL PRIVILEGES ON *.* TO 'elsewhere'@'%'");
        try {
            Examined.database(() -> RdsCredentials.builder("127.0.0.1", "elsewhere", password)
                            .port(credentials().port())
                            .database("nowhere")
                            .build())
                    .blames("database tables")
                    .has("database login", Verdict.OK);
        } finally {
            execute("DROP USER 'elsewhere'@'%'");
        }
    }

    @Test
    void aMissingTableIsNamed() {
        execute("DROP TABLE geolocation_data");

        Examined.database(() -> credentials())
                .blames("database tables")
                .saw("database tables", "geolocation_data")
                .has("database rows", Verdict.SKIPPED);
    }

    @Test
    void aMissingColumnIsNamed() {
        execute("ALTER TABLE user_data DROP COLUMN age");

        Examined.database(() -> credentials()).blames("database tables").saw("database tables", "column age");
    }

    @Test
    void emptyTablesAreWrong() {
        PostTables.of(credentials()).drop();
        PostTables.of(credentials()).create(true);

        Examined.database(() -> credentials()).blames("database rows").has("database key index", Verdict.OK);
    }

    @Test
    void aTableThatIsShorterThanTheOthersIsAHint() {
        execute("DELETE FROM user_data LIMIT 1");

        Examined.database(() -> credentials()).isWell().advises("database rows", "shorter");
    }

    @Test
    void aMissingKeyIndexIsAHint() {
        execute("ALTER TABLE pinterest_data DROP PRIMARY KEY");

        Examined.database(() -> credentials())
                .isWell()
                .saw("database key index", "pinterest_data")
                .advises("database key index", "ADD PRIMARY KEY (`index`)");
    }

    private static RdsCredentials.Builder login(String password) {
        RdsCredentials good = credentials();
        return RdsCredentials.builder(good.host(), good.user(), password).port(good.port());
    }

    private static void execute(String sql) {
        try (Connection connection = credentials().connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RdsCredentials credentials() {
        DatabaseLogin login = Objects.requireNonNull(server).login();
        return RdsCredentials.builder(login.host(), login.user(), login.password())
                .port(login.port())
                .database(login.database())
                .sslMode(SslMode.DISABLED)
                .build();
    }
}
