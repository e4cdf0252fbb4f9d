package io.pinpipe.rest;

import io.pinpipe.testkit.ContractHarness;
import io.pinpipe.testkit.PublisherContract;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class GatewayRecordContractTest extends PublisherContract {

    @Override
    protected ContractHarness harness() throws IOException {
        return new GatewayHarness(KinesisGatewayPublisher.Form.RECORD);
    }

    @Override
    protected Set<String> excused() {
        return HttpHarness.excused("KinesisGatewayPublisher, form RECORD");
    }

    /** {@inheritDoc} As many requests as events take a while. */
    @Override
    @Test
    @Tag("scale")
    public void sixteenThreadsLoseNothingAndDoubleNothing() throws InterruptedException {
        super.sixteenThreadsLoseNothingAndDoubleNothing();
    }
}
