package io.pinpipe.kafka;

import io.pinpipe.testkit.ContractHarness;
import io.pinpipe.testkit.PublisherContract;
import io.pinpipe.testkit.servers.TransportsDocument;
import java.util.Set;

/** What Kafka's client does by itself, batches and retries, is no case of the contract here; real brokers show it. */
class KafkaContractTest extends PublisherContract {

    @Override
    protected ContractHarness harness() {
        return new MockHarness();
    }

    @Override
    protected Set<String> excused() {
        return TransportsDocument.excused("KafkaPublisher");
    }
}
