package io.pinpipe.rds;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Reason;
import io.pinpipe.testkit.servers.EmbeddedDatabase;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The source on MariaDB, which has TLS disabled here. */
class RdsPostSourceOnMariaDbTest {

    @Nested
    class Reading extends ReadingCases {
        @Override
        EmbeddedDatabase server() {
            return Databases.mariaDb();
        }
    }

    @Nested
    class Values extends ValueCases {
        @Override
        EmbeddedDatabase server() {
            return Databases.mariaDb();
        }
    }

    @Nested
    class Outages extends OutageCases {
        @Override
        EmbeddedDatabase server() {
            return Databases.mariaDb();
        }
    }

    @Nested
    class Errors extends ErrorCases {
        @Override
        EmbeddedDatabase server() {
            return Databases.mariaDb();
        }

        @Test
        void aServerWithoutTlsWhereTlsIsRequired() {
            Refusal refusal = Refusal.of(reader().sslMode(SslMode.REQUIRED).build());

            assertThat(refusal.reason()).isEqualTo(Reason.REJECTED);
            assertThat(refusal.sentence())
                    .contains("offers no TLS, and SSL_MODE is REQUIRED", "set SSL_MODE to PREFERRED");
        }
    }
}
