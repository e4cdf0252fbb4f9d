package io.pinpipe.rds;

import io.pinpipe.testkit.servers.EmbeddedDatabase;
import org.junit.jupiter.api.Nested;

/** The source on large tables, with and without an index on their keys. */
class SourceAtScaleTest {

    private static final String MARIADB_STATUS = "information_schema.GLOBAL_STATUS";
    private static final String MYSQL_STATUS = "performance_schema.global_status";

    @Nested
    class MariaDbWithKeyIndex extends ScaleCases {
        @Override
        EmbeddedDatabase server() {
            return Databases.mariaDb();
        }

        @Override
        boolean keyIndex() {
            return true;
        }

        @Override
        String statusTable() {
            return MARIADB_STATUS;
        }
    }

    @Nested
    class MariaDbWithoutKeyIndex extends ScaleCases {
        @Override
        EmbeddedDatabase server() {
            return Databases.mariaDb();
        }

        @Override
        boolean keyIndex() {
            return false;
        }

        @Override
        String statusTable() {
            return MARIADB_STATUS;
        }
    }

    @Nested
    class MySql8WithKeyIndex extends ScaleCases {
        @Override
        EmbeddedDatabase server() {
            return Databases.mySql8();
        }

        @Override
        boolean keyIndex() {
            return true;
        }

        @Override
        String statusTable() {
            return MYSQL_STATUS;
        }
    }

    @Nested
    class MySql8WithoutKeyIndex extends ScaleCases {
        @Override
        EmbeddedDatabase server() {
            return Databases.mySql8();
        }

        @Override
        boolean keyIndex() {
            return false;
        }

        @Override
        String statusTable() {
            return MYSQL_STATUS;
        }
    }
}
