package io.pinpipe.examples.transport;

import io.pinpipe.testkit.ContractHarness;
import io.pinpipe.testkit.PublisherContract;
import java.io.IOException;
import java.util.Set;

class LinesContractTest extends PublisherContract {

    @Override
    protected ContractHarness harness() throws IOException {
        return new LinesHarness();
    }

    @Override
    protected Set<String> excused() {
        return Set.of(
                "waitsBetweenAttemptsStayWithinTheBackoff",
                "aStormOfThrottlingIsMetWithFewRequests",
                "otherIndexesOvertakeOneThatIsRefused",
                "theWaitOfABatchIsDrawnOnceAndNotTheLongestOfItsRecords",
                "aWaitThatTheServiceAsksForIsHonoured",
                "aMalformedWaitIsIgnored",
                "aRequestFoundTooLargeIsSplitAndArrivesWhole",
                "aRecordFoundTooLargeByItselfFails",
                "aMessageArrivesWithItsKeyAndValue",
                "aMessageWithoutAKeyWaitsForNoOther",
                "thePartitionKeyIsWhatGoesOnTheWire",
                "keysThatLookAlikeKeepTheirOrdersApart",
                "headersArriveInTheirOrder",
                "noSecretIsShown");
    }
}
