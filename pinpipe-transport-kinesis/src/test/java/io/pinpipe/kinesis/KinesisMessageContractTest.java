package io.pinpipe.kinesis;

import io.pinpipe.testkit.Subject;

/** The contract for messages of the cases' own. */
final class KinesisMessageContractTest extends KinesisContractTest {

    @Override
    protected Subject subject() {
        return Subject.MESSAGES;
    }
}
