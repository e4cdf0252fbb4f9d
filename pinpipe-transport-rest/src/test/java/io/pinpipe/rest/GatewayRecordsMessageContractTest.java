package io.pinpipe.rest;

import io.pinpipe.testkit.Subject;

/** The contract with the tests' own messages. */
final class GatewayRecordsMessageContractTest extends GatewayRecordsContractTest {

    @Override
    protected Subject subject() {
        return Subject.MESSAGES;
    }
}
