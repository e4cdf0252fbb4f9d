package io.pinpipe.kafka;

import io.pinpipe.testkit.Subject;

/** The contract for messages of the cases' own. */
final class KafkaMessageContractTest extends KafkaContractTest {

    @Override
    protected Subject subject() {
        return Subject.MESSAGES;
    }
}
