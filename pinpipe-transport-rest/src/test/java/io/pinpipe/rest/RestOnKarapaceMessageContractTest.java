package io.pinpipe.rest;

import io.pinpipe.testkit.Subject;

/** The contract for messages of the cases' own. */
final class RestOnKarapaceMessageContractTest extends RestOnKarapaceContractTest {

    @Override
    protected Subject subject() {
        return Subject.MESSAGES;
    }
}
