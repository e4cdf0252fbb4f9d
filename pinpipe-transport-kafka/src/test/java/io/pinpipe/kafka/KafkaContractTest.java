package io.pinpipe.kafka;

import io.pinpipe.testkit.ContractHarness;
import io.pinpipe.testkit.ExcusedCases;
import io.pinpipe.testkit.PublisherContract;
import java.nio.file.Path;
import java.util.Set;

/** Batching and retries by Kafka's client are not part of the contract here; tests with real brokers cover them. */
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
