package io.pinpipe.rest;

import io.pinpipe.testkit.Subject;

/** The contract with the tests' own messages. */
final class RestOnConfluentMessageContractTest extends RestOnConfluentContractTest {

    @Override
    protected Subject subject() {
        return Subject.MESSAGES;
    }
}
