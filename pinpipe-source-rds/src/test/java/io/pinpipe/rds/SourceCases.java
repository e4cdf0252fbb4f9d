package io.pinpipe.rds;

import org.junit.jupiter.api.BeforeEach;

/** Shared by the suites of the source: each test creates the three tables. */
abstract class SourceCases extends DatabaseCases {

    @BeforeEach
    void beginAnew() {
        beginWithoutTables();
    }
}
