package io.pinpipe.kinesis;

import io.pinpipe.testkit.Subject;

/** The contract with the tests' own messages. */
final class KinesisMessageContractTest extends KinesisContractTest {

    @Override
    protected Subject subject() {
        return Subject.MESSAGES;
    }
}
