package io.pinpipe.kafka;

import io.pinpipe.testkit.ContractHarness;
import io.pinpipe.testkit.ExcusedCases;
import io.pinpipe.testkit.PublisherContract;
import java.nio.file.Path;
import java.util.Set;

/** What Kafka's client does by itself, batches and retries, is no case of the contract here; real brokers show it. */
class KafkaContractTest extends PublisherContract {

    private static final Path DOCUMENT = Path.of(System.getProperty("pinpipe.project", ".."), "docs", "transports.md");

    @Override
    protected ContractHarness harness() {
        return new MockHarness();
    }

    @Override
    protected Set<String> excused() {
        return ExcusedCases.under(DOCUMENT, "KafkaPublisher");
    }
}
