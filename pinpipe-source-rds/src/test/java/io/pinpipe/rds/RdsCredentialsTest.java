package io.pinpipe.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RdsCredentialsTest {

    private static final String SECRET = "s3cr3t-of-the-test";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                HOST: db.example
                USER: reader
                PASSWORD: s3cr3t-of-the-test
                DATABASE: pins
                PORT: 3307
                """,
                """
                RDS_HOST: db.example
                RDS_USER: reader
                RDS_PASSWORD: s3cr3t-of-the-test
                RDS_DATABASE: pins
                RDS_PORT: 3307
                """,
                """
                host: db.example
                user: reader
                password: s3cr3t-of-the-test
                database: pins
                port: 3307
                """,
                """
                rds_host: 'db.example'
                USER: "reader"
                Rds_Password: s3cr3t-of-the-test
                Database: pins
                PORT: '3307'""",
                "{HOST: db.example, USER: reader, PASSWORD: s3cr3t-of-the-test, DATABASE: pins, PORT: 3307}",
                """
                \uFEFF# the database
                HOST: db.example
                USER: reader
                API: [1, 2]
                PASSWORD: s3cr3t-of-the-test
                DATABASE: pins
                PORT: 3307
                """
            })
    void everySpellingOfTheKeysIsRead(String yaml) throws IOException {
        RdsCredentials credentials = read(yaml);

        assertThat(credentials.host()).isEqualTo("db.example");
        assertThat(credentials.port()).isEqualTo(3307);
        assertThat(credentials.user()).isEqualTo("reader");
        assertThat(credentials.password()).isEqualTo(SECRET);
        assertThat(credentials.database()).isEqualTo("pins");
    }

    @Test
    void databaseAndPortHaveDefaults() throws IOException {
        RdsCredentials credentials = read("HOST: db.example\nUSER: reader\nPASSWORD: x\n");

        assertThat(credentials.database()).isEqualTo("pinterest_data");
        assertThat(credentials.port()).isEqualTo(3306);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0000',
            value = {
                "007|007",
                "1e5|1e5",
                "0x10|0x10",
                "true|true",
                "'quoted # and: all'|quoted # and: all",
                "''|",
                "\"a\\tb\"|a\tb",
                "3.10|3.10",
                "pa:ss#word|pa:ss#word"
            })
    void aPasswordIsTakenAsItIsWritten(String written, String expected) throws IOException {
        assertThat(read("HOST: h\nUSER: u\nPASSWORD: " + written + "\n").password())
                .isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void allMissingKeysAreNamedAtOnceWithTheFile() throws IOException {
        Path file = write("USER: reader\nPASSWORD:\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> RdsCredentials.read(file, Map.of()))
                .withMessageContainingAll(file.toString(), "HOST, PASSWORD", "RDS_HOST, RDS_PASSWORD")
                .withMessageNotContaining("USER");
    }

    @Test
    void allMissingVariablesAreNamedAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RdsCredentials.fromEnvironment(Map.of("RDS_HOST", "h", "RDS_USER", "")))
                .withMessageContaining("RDS_USER, RDS_PASSWORD")
                .withMessageNotContaining("RDS_HOST");
    }

    @Test
    void theEnvironmentTakesThePlaceOfTheFileKeyByKey() throws IOException {
        Path file = write("HOST: file-host\nUSER: file-user\nPASSWORD: file-password\n");

        RdsCredentials credentials = RdsCredentials.read(
                file, Map.of("RDS_HOST", "env-host", "RDS_PASSWORD", SECRET, "USER", "root", "HOST", "this-machine"));

        assertThat(credentials.host()).isEqualTo("env-host");
        assertThat(credentials.user()).isEqualTo("file-user");
        assertThat(credentials.password()).isEqualTo(SECRET);
    }

    @Test
    void theEnvironmentAloneIsEnough() {
        RdsCredentials credentials = RdsCredentials.fromEnvironment(
                Map.of("RDS_HOST", "h", "RDS_USER", "u", "RDS_PASSWORD", SECRET, "RDS_DATABASE", "d", "RDS_PORT", "1"));

        assertThat(credentials.toString()).isEqualTo("RdsCredentials[u@h:1/d, sslMode=REQUIRED]");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, PREFERRED",
        "LOCALHOST, PREFERRED",
        "127.0.0.1, PREFERRED",
        "127.8.9.10, PREFERRED",
        "::1, PREFERRED",
        "[::1], PREFERRED",
        "localhost.example, REQUIRED",
        "127.0.0.1.example, REQUIRED",
        "10.0.0.1, REQUIRED",
        "mydb.abc.eu-west-1.rds.amazonaws.com, REQUIRED"
    })
    void tlsIsRequiredUnlessTheServerIsOnThisMachine(String host, SslMode expected) {
        assertThat(RdsCredentials.builder(host, "u", "p").build().sslMode()).isEqualTo(expected);
    }

    @Test
    void anAuthorityMeansThatItIsVerified() throws IOException {
        write("not looked at before a connection is opened", "ca.pem");

        RdsCredentials credentials = read("HOST: h\nUSER: u\nPASSWORD: p\nSSL_CA: ca.pem\n");

        assertThat(credentials.sslMode()).isEqualTo(SslMode.VERIFY_CA);
        assertThat(credentials.sslCa()).contains(folder.resolve("ca.pem"));
    }

    @Test
    void theModeOfTlsMayBeSetInAnyCase() throws IOException {
        assertThat(read("HOST: h\nUSER: u\nPASSWORD: p\nssl_mode: verify-identity\n")
                        .sslMode())
                .isEqualTo(SslMode.VERIFY_IDENTITY);
    }

    @Test
    void theModeOfTlsMayBeSetInTheEnvironmentWithoutPrefix() throws IOException {
        Path file = write("HOST: h\nUSER: u\nPASSWORD: p\nSSL_MODE: REQUIRED\n");

        assertThat(RdsCredentials.read(file, Map.of("SSL_MODE", "DISABLED")).sslMode())
                .isEqualTo(SslMode.DISABLED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:3306",
                "[::1",
                "::1]",
                "[127.0.0.1]",
                "db.example:3306",
                "1:2",
                ":",
                "::1::",
                "1:2:3:4:5:6:7:8:9",
                "12345::1",
                "[::1]:3306",
                "[]",
                "fe80::1%"
            })
    void aHostThatIsNoNameAndNoAddressIsRefused(String host) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RdsCredentials.builder(host, "u", "p").build())
                .withMessageContaining("HOST must be a name or an address alone");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "::1",
                "[::1]",
                "::",
                "2001:db8::8a2e:370:7334",
                "[2001:DB8:0:0:0:0:0:1]",
                "::ffff:127.0.0.1",
                "fe80::1%eth0",
                "[fe80::1%12]",
                "db.example",
                "db_1",
                "10.0.0.1",
                "münchen.example"
            })
    void aNameOrAnAddressIsTaken(String host) {
        assertThat(RdsCredentials.builder(host, "u", "p").build().host()).isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "? "})
    void yamlThatIsNestedWithoutEndIsRefused(String level) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(level.repeat(100_000)))
                .withMessageContaining("credentials file");
    }

    @Test
    void aFileThatIsFarTooLargeIsNotRead() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("HOST: h\n".repeat(1_000_000)))
                .withMessageContainingAll("credentials file", "bytes");
    }

    @Test
    void allProblemsOfTheValuesAreNamedAtOnce() throws IOException {
        Path file = write("""
                HOST: jdbc:mysql://h:3306
                USER: ' '
                PASSWORD: p
                PORT: many
                DATABASE: ''
                SSL_MODE: off
                SSL_CA: none.pem
                """);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> RdsCredentials.read(file, Map.of()))
                .withMessageContainingAll(
                        file.toString(),
                        "HOST must",
                        "USER must",
                        "PORT must be a number from 1 to 65535",
                        "DATABASE must",
                        "SSL_MODE must be one of [DISABLED, PREFERRED, REQUIRED, VERIFY_CA, VERIFY_IDENTITY]",
                        "none.pem");
    }

    @Test
    void anAuthorityThatWouldNotBeUsedIsRefused() throws IOException {
        write("", "ca.pem");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("HOST: h\nUSER: u\nPASSWORD: p\nSSL_CA: ca.pem\nSSL_MODE: REQUIRED\n"))
                .withMessageContainingAll("SSL_CA", "REQUIRED");
    }

    @Test
    void twoValuesForOneKeyAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("HOST: one\nRDS_HOST: other\nUSER: u\nPASSWORD: p\n"))
                .withMessageContainingAll("HOST", "twice");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Path file = folder.resolve("absent.yaml");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> RdsCredentials.read(file, Map.of()))
                .withMessage(file + " does not exist");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PASSWORD: @s3cr3t-of-the-test\n",
                "PASSWORD: s3cr3t-of-the-test: more\n",
                "PASSWORD: 's3cr3t-of-the-test\nHOST: h\n",
                "PASSWORD:s3cr3t-of-the-test\n",
                "{HOST: h, PASSWORD:s3cr3t-of-the-test}",
                "PASSWORD: [s3cr3t-of-the-test]\nHOST: h\nUSER: u\n",
                "PASSWORD: {s3cr3t-of-the-test: 1}\nHOST: h\nUSER: u\n",
                "PASSWORD: s3cr3t-of-the-test\n--- \nHOST: h\n",
                "PASSWORD: s3cr3t-of-the-test\nPASSWORD: other\nHOST: h\nUSER: u\n",
                "HOST: u:s3cr3t-of-the-test@h\nUSER: u\nPASSWORD: p\n",
                "PORT: s3cr3t-of-the-test\nHOST: h\nUSER: u\nPASSWORD: p\n",
                "SSL_MODE: s3cr3t-of-the-test\nHOST: h\nUSER: u\nPASSWORD: p\n",
                "s3cr3t-of-the-test",
                "!!java s3cr3t-of-the-test\n: %\u0001s3cr3t-of-the-test",
                ""
            })
    void noErrorOfAFileQuotesIt(String yaml) throws IOException {
        Path file = write(yaml);

        Throwable error = catchThrowable(() -> RdsCredentials.read(file, Map.of()));

        assertThat(error).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(file.toString());
        assertThat(withAllCauses(error)).doesNotContain(SECRET);
    }

    @Test
    void aMistakeInTheYamlIsGivenByLineAndColumn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("HOST: h\nUSER: u\nPASSWORD: @pin\n"))
                .withMessageContaining("line 3, column 11");
    }

    @Test
    void thePasswordIsNotShown() {
        assertThat(RdsCredentials.builder("h", "u", SECRET).build().toString())
                .isEqualTo("RdsCredentials[u@h:3306/pinterest_data, sslMode=REQUIRED]");
    }

    private RdsCredentials read(String yaml) throws IOException {
        return RdsCredentials.read(write(yaml), Map.of());
    }

    private Path write(String yaml) throws IOException {
        return write(yaml, "db_creds.yaml");
    }

    private Path write(String text, String name) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static String withAllCauses(Throwable error) {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
