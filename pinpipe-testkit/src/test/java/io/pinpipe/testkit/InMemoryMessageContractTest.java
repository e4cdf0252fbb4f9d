package io.pinpipe.testkit;

/** The contract for custom messages. */
final class InMemoryMessageContractTest extends InMemoryContractTest {

    @Override
    protected Subject subject() {
        return Subject.MESSAGES;
    }
}
