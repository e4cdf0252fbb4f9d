package io.pinpipe.rds;

import org.junit.jupiter.api.BeforeEach;

/** What the suites of the source share: each test makes the three tables anew. */
abstract class SourceCases extends DatabaseCases {

    @BeforeEach
    void beginAnew() {
        beginWithoutTables();
    }
}
