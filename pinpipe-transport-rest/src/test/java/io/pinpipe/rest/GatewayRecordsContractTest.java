package io.pinpipe.rest;

import io.pinpipe.testkit.ContractHarness;
import io.pinpipe.testkit.PublisherContract;
import java.io.IOException;
import java.util.Set;

class GatewayRecordsContractTest extends PublisherContract {

    @Override
    protected ContractHarness harness() throws IOException {
        return new GatewayHarness(KinesisGatewayPublisher.Form.RECORDS);
    }

    @Override
    protected Set<String> excused() {
        return HttpHarness.excused("KinesisGatewayPublisher, form RECORDS");
    }
}
