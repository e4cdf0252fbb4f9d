package io.pinpipe.kinesis;

import io.pinpipe.testkit.ContractHarness;
import io.pinpipe.testkit.PublisherContract;
import java.util.Set;

class KinesisContractTest extends PublisherContract {

    @Override
    protected ContractHarness harness() {
        return new KinesisHarness();
    }

    @Override
    protected Set<String> excused() {
        return Set.of(
                "waitsBetweenAttemptsStayWithinTheBackoff",
                "aStormOfThrottlingIsMetWithFewRequests",
                "otherIndexesOvertakeOneThatIsRefused",
                "aWaitThatTheFarSideAsksForIsHonoured",
                "aMalformedWaitIsIgnored");
    }
}
