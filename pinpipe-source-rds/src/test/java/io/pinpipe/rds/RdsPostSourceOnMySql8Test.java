package io.pinpipe.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pinpipe.Reason;
import io.pinpipe.testkit.servers.EmbeddedMySql8;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The source on MySQL 8 itself. */
class RdsPostSourceOnMySql8Test {

    @Nested
    class Reading extends ReadingCases {
        @Override
        EmbeddedMySql8 server() {
            return Databases.mySql8();
        }

        @Test
        void anIndexThatIsInvisibleIsNotUsed() {
            fill(posts(10), false);
            sql("CREATE INDEX hidden ON user_data (ind) INVISIBLE");
            RdsPostSource source = open();

            assertThat(queriesOf(
                            "user_data", () -> assertThat(all(source.scan(-1))).isEqualTo(posts(10))))
                    .noneMatch(query -> query.contains("FORCE INDEX"));
        }
    }

    @Nested
    class Values extends ValueCases {
        @Override
        EmbeddedMySql8 server() {
            return Databases.mySql8();
        }
    }

    @Nested
    class Outages extends OutageCases {
        @Override
        EmbeddedMySql8 server() {
            return Databases.mySql8();
        }
    }

    @Nested
    class Errors extends ErrorCases {
        @Override
        EmbeddedMySql8 server() {
            return Databases.mySql8();
        }
    }

    @Nested
    class Tls extends SourceCases {

        @TempDir
        private Path folder;

        @Override
        EmbeddedMySql8 server() {
            return Databases.mySql8();
        }

        @Test
        void isUsedOnThisMachineWhenTheServerOffersIt() throws SQLException {
            assertThat(cipher(reader().build())).isNotEmpty();
        }

        @Test
        void isNotUsedWhenDisabled() throws SQLException {
            assertThat(cipher(reader().sslMode(SslMode.DISABLED).build())).isEmpty();
        }

        @Test
        void isNotNeededForTheFirstLoginOfAUserOnThisMachine() throws SQLException {
            sql(
                    "DROP USER IF EXISTS fresh@'%'",
                    "CREATE USER fresh@'%' IDENTIFIED BY 'p'", "GRANT SELECT ON pinterest_data.* TO fresh@'%'");
            RdsCredentials fresh = RdsCredentials.builder("127.0.0.1", "fresh", "p")
                    .port(server().login().port())
                    .sslMode(SslMode.DISABLED)
                    .build();

            assertThat(cipher(fresh)).isEmpty();
        }

        @Test
        void isVerifiedByTheAuthorityOfAPemFile() throws SQLException {
            fill(posts(3), true);
            RdsCredentials verifying =
                    reader().sslCa(server().certificateAuthority()).build();

            assertThat(verifying.sslMode()).isEqualTo(SslMode.VERIFY_CA);
            assertThat(all(open(RdsPostSource.builder(verifying)).scan(-1))).isEqualTo(posts(3));
        }

        @Test
        void isRefusedWhenAnotherAuthoritySignedTheCertificate() throws URISyntaxException {
            Path other = Path.of(Objects.requireNonNull(getClass().getResource("/another-authority.crt"))
                    .toURI());

            Refusal refusal = Refusal.of(reader().sslCa(other).build());

            assertThat(refusal.reason()).isEqualTo(Reason.REJECTED);
            assertThat(refusal.sentence()).contains("the certificate of", "is not trusted", "check SSL_CA");
            assertThat(refusal.everything()).doesNotContain(READERS_PASSWORD);
        }

        @Test
        void isRefusedWhenTheCertificateIsNotThatOfTheHost() {
            Refusal refusal = Refusal.of(reader().sslCa(server().certificateAuthority())
                    .sslMode(SslMode.VERIFY_IDENTITY)
                    .build());

            assertThat(refusal.reason()).isEqualTo(Reason.REJECTED);
            assertThat(refusal.sentence()).contains("certificate", "VERIFY_IDENTITY");
        }

        @Test
        void needsAFileThatHoldsCertificates() throws IOException {
            Path file = Files.writeString(folder.resolve("ca.pem"), "no certificate");
            RdsCredentials credentials = reader().sslCa(file).build();

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> RdsPostSource.open(credentials))
                    .withMessageContainingAll("SSL_CA", file.toString());
        }

        @Test
        void leavesNoKeyStoreBehind() {
            fill(posts(1), true);
            RdsCredentials verifying =
                    reader().sslCa(server().certificateAuthority()).build();
            long before = keyStores();
            RdsPostSource source = open(RdsPostSource.builder(verifying));
            assertThat(keyStores()).isEqualTo(before + 1);

            source.close();

            assertThat(keyStores()).isEqualTo(before);
        }

        private long keyStores() {
            String[] files =
                    Path.of(System.getProperty("java.io.tmpdir")).toFile().list();
            return Arrays.stream(Objects.requireNonNull(files))
                    .filter(file -> file.startsWith("pinpipe-ca-"))
                    .count();
        }

        private String cipher(RdsCredentials credentials) throws SQLException {
            try (Connection connection = credentials.connect();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SHOW STATUS LIKE 'Ssl_cipher'")) {
                row.next();
                return row.getString(2);
            }
        }
    }
}
