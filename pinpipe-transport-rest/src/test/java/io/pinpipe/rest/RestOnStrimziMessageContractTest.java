package io.pinpipe.rest;

import io.pinpipe.testkit.Subject;

/** The contract for messages of the cases' own. */
final class RestOnStrimziMessageContractTest extends RestOnStrimziContractTest {

    @Override
    protected Subject subject() {
        return Subject.MESSAGES;
    }
}
