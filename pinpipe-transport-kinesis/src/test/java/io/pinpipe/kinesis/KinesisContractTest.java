package io.pinpipe.kinesis;

import io.pinpipe.PublishListener;
import io.pinpipe.Publisher;
import io.pinpipe.User;
import io.pinpipe.testkit.ContractHarness;
import io.pinpipe.testkit.ExcusedCases;
import io.pinpipe.testkit.PublisherContract;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;

class KinesisContractTest extends PublisherContract {

    private static final Path DOCUMENT = Path.of(System.getProperty("pinpipe.project", ".."), "docs", "transports.md");

    /** Loads the SDK beforehand, so that no case with a short time limit pays for it. */
    @BeforeAll
    static void loadTheSdk() {
        try (ContractHarness harness = new KinesisHarness();
                Publisher publisher = harness.open(Map.of(), new PublishListener() {})) {
            publisher
                    .send(new User(1, "Ada", "Field", 36, LocalDateTime.of(2016, 1, 2, 3, 4, 5)))
                    .join();
        }
    }

    @Override
    protected ContractHarness harness() {
        return new KinesisHarness();
    }

    @Override
    protected Set<String> excused() {
        return ExcusedCases.under(DOCUMENT, "KinesisPublisher");
    }
}
