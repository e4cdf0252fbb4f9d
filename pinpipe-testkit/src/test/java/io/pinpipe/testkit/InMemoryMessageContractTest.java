package io.pinpipe.testkit;

/** The contract for messages of the cases' own. */
final class InMemoryMessageContractTest extends InMemoryContractTest {

    @Override
    protected Subject subject() {
        return Subject.MESSAGES;
    }
}
