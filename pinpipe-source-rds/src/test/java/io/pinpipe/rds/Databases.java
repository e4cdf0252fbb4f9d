package io.pinpipe.rds;

import io.pinpipe.testkit.servers.EmbeddedDatabase;
import io.pinpipe.testkit.servers.EmbeddedMariaDb;
import io.pinpipe.testkit.servers.EmbeddedMySql8;
import io.pinpipe.testkit.servers.MachineParts;
import java.util.Optional;

/** One server of each kind for all tests of this process; they end with it. */
final class Databases {

    private Databases() {}

    static EmbeddedDatabase mariaDb() {
        return MariaDb.SERVER;
    }

    /** Skips or fails the calling test when the machine cannot run MySQL. */
    static EmbeddedMySql8 mySql8() {
        Optional<String> missing = EmbeddedMySql8.missing();
        MachineParts.require("mysql8", missing.isEmpty(), missing.orElse(""));
        return MySql8.SERVER;
    }

    private static final class MariaDb {
        static final EmbeddedMariaDb SERVER = EmbeddedMariaDb.start();
    }

    private static final class MySql8 {
        static final EmbeddedMySql8 SERVER = EmbeddedMySql8.start();
    }
}
