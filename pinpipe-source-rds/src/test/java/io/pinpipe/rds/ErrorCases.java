package io.pinpipe.rds;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The errors of the source when a reachable database cannot be used. */
abstract class ErrorCases extends SourceCases {

    @Test
    void aWrongPassword() {
        RdsCredentials wrong = RdsCredentials.builder("127.0.0.1", READER, "another pass-word")
                .port(server().login().port())
                .build();

        Refusal refusal = Refusal.of(wrong);

        assertThat(refusal.reason()).isEqualTo(Reason.UNAUTHENTICATED);
        assertThat(refusal.sentence())
                .isEqualTo("the database server 127.0.0.1:" + wrong.port() + " refuses the login of user " + READER
                        + ": check USER and PASSWORD, and that this user may log in from this machine");
        assertThat(refusal.everything()).doesNotContain("another pass-word");
    }

    @Test
    void aLockedAccount() {
        sql("DROP USER IF EXISTS locked@'%'", "CREATE USER locked@'%' IDENTIFIED BY 'p' ACCOUNT LOCK");

        Refusal refusal = Refusal.of(RdsCredentials.builder("127.0.0.1", "locked", "p")
                .port(server().login().port())
                .build());

        assertThat(refusal.reason()).isEqualTo(Reason.UNAUTHENTICATED);
        assertThat(refusal.sentence()).contains("has locked the account of user locked");
    }

    @Test
    void aDatabaseThatIsNotThere() {
        sql("GRANT SELECT ON *.* TO '" + READER + "'@'%'");
        try {
            Refusal refusal = Refusal.of(reader().database("elsewhere").build());

            assertThat(refusal.reason()).isEqualTo(Reason.NOT_FOUND);
            assertThat(refusal.sentence())
                    .isEqualTo("the database server 127.0.0.1:"
                            + server().login().port()
                            + " has no database elsewhere: check DATABASE, or create and fill it");
        } finally {
            sql("REVOKE SELECT ON *.* FROM '" + READER + "'@'%'");
        }
    }

    @Test
    void aDatabaseThatTheUserMayNotUse() {
        Refusal refusal = Refusal.of(reader().database("mysql").build());

        assertThat(refusal.reason()).isEqualTo(Reason.FORBIDDEN);
        assertThat(refusal.sentence())
                .contains("user reader may not use database mysql at", "grant the user SELECT on it");
    }

    @Test
    void aTableThatTheUserMayNotRead() {
        fill(posts(1), true);
        sql(
                "CREATE USER IF NOT EXISTS partly@'%' IDENTIFIED BY 'p'",
                "GRANT SELECT ON pinterest_data.pinterest_data TO partly@'%'");
        RdsCredentials partly = RdsCredentials.builder("127.0.0.1", "partly", "p")
                .port(server().login().port())
                .build();

        Refusal refusal = Refusal.of(partly);

        assertThat(refusal.reason()).isEqualTo(Reason.FORBIDDEN);
        assertThat(refusal.sentence()).contains("geolocation_data", "grant user partly SELECT on the tables");
    }

    @Test
    void aTableThatIsNotThere() {
        fill(posts(1), true);
        sql("DROP TABLE geolocation_data");

        Refusal refusal = Refusal.of(reader().build());

        assertThat(refusal.reason()).isEqualTo(Reason.NOT_FOUND);
        assertThat(refusal.sentence())
                .contains("database pinterest_data at", "geolocation_data", "check DATABASE")
                .doesNotContain("\n");
    }

    @Test
    void allColumnsThatAreNotThere() {
        fill(posts(1), true);
        sql("ALTER TABLE user_data DROP COLUMN age, DROP COLUMN date_joined");

        Refusal refusal = Refusal.of(reader().build());

        assertThat(refusal.reason()).isEqualTo(Reason.NOT_FOUND);
        assertThat(refusal.sentence())
                .contains("table user_data of database pinterest_data", "lacks column age, column date_joined");
    }

    @Test
    void aKeyThatIsNoWholeNumber() {
        fill(posts(1), false);
        sql("ALTER TABLE user_data MODIFY ind VARCHAR(20)");

        Refusal refusal = Refusal.of(reader().build());

        assertThat(refusal.reason()).isEqualTo(Reason.INVALID);
        assertThat(refusal.sentence()).contains("column ind of table user_data", "VARCHAR", "BIGINT");
    }

    @Test
    void aColumnThatIsTakenAwayLater() {
        fill(posts(1), true);
        RdsPostSource source = open();
        sql("ALTER TABLE user_data DROP COLUMN age");

        Refusal refusal = Refusal.of(() -> source.fetch(List.of(0L)));

        assertThat(refusal.reason()).isEqualTo(Reason.NOT_FOUND);
        assertThat(refusal.sentence()).contains("age");
    }
}
