package io.pinpipe.rest;

import io.pinpipe.testkit.ContractHarness;
import io.pinpipe.testkit.PublisherContract;
import io.pinpipe.testkit.servers.Dialect;
import java.io.IOException;
import java.util.Set;

class RestOnKarapaceContractTest extends PublisherContract {

    @Override
    protected ContractHarness harness() throws IOException {
        return new RestHarness(Dialect.KARAPACE);
    }

    @Override
    protected Set<String> excused() {
        return HttpHarness.excused("KafkaRestPublisher");
    }
}
