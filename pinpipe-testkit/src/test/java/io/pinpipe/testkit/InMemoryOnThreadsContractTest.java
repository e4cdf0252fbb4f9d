package io.pinpipe.testkit;

import java.util.Set;

class InMemoryOnThreadsContractTest extends PublisherContract {

    @Override
    protected ContractHarness harness() {
        return InMemoryHarness.onThreads();
    }

    @Override
    protected Set<String> excused() {
        return Set.of(
                "waitsBetweenAttemptsStayWithinTheBackoff",
                "aStormOfThrottlingIsMetWithFewRequests",
                "otherIndexesOvertakeOneThatIsRefused",
                "aMessageWithoutAKeyWaitsForNoOther",
                "headersAreRefusedWhereTheWireHasNone",
                "headersAreDroppedWhereThePublisherMay",
                "aValueThatTheWireCannotCarryIsRefusedBeforeItIsSent",
                "theWaitOfABatchIsDrawnOnceAndNotTheLongestOfItsRecords",
                "noSecretIsShown");
    }
}
