package io.pinpipe.kafka;

import io.pinpipe.testkit.Subject;

/** The contract with the tests' own messages. */
final class KafkaMessageContractTest extends KafkaContractTest {

    @Override
    protected Subject subject() {
        return Subject.MESSAGES;
    }
}
