package io.pinpipe.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Destinations;
import io.pinpipe.Publisher;
import io.pinpipe.Receipt;
import io.pinpipe.testkit.servers.EmbeddedKafka;
import io.pinpipe.testkit.servers.RestProxyStandIn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Newly created topics receive their first batches at once: KAFKA-15591 delayed one in dozens by two minutes. */
@Tag("scale")
class NewTopicsTest {

    private static final int USERS = 70;
    private static final int PARTITIONS = 3;
    private static final int POSTS = 400;

    /** Far below the two minutes of a stall, and far above what a slow machine needs. */
    private static final Duration LATE = Duration.ofSeconds(30);

    @Test
    void theFirstBatchesOfTwoHundredNewTopicsAreNeverLate() {
        List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
        try (EmbeddedKafka kafka = EmbeddedKafka.open();
                RestProxyStandIn proxy =
                        RestProxyStandIn.builder(kafka.bootstrapServers()).start()) {
            for (int user = 0; user < USERS; user++) {
                String userId = "new-" + user;
                kafka.createTopics(PARTITIONS, Destinations.topics(userId).all().toArray(String[]::new));
                try (Publisher publisher =
                        KafkaRestPublisher.builder(proxy.uri()).userId(userId).build()) {
                    for (int i = 0; i < POSTS; i++) {
                        receipts.addAll(publisher.send(Posts.post(i)));
                    }
                }
            }
        }

        assertThat(receipts)
                .hasSize(USERS * POSTS * 3)
                .allSatisfy(receipt -> assertThat(receipt.join().elapsed()).isLessThan(LATE));
    }
}
