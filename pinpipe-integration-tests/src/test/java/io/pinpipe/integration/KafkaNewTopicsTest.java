package io.pinpipe.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Post;
import io.pinpipe.Receipt;
import io.pinpipe.kafka.KafkaPublisher;
import io.pinpipe.testkit.GeneratedPosts;
import io.pinpipe.testkit.servers.KafkaProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The first batch is sent as soon as its topic is created, while the broker is still becoming its leader: a producer
 * with several requests in flight may then stall for its whole delivery timeout (KAFKA-15591).
 */
@Tag("scale")
class KafkaNewTopicsTest {

    private static final int USERS = 70;
    private static final int TOPICS_PER_USER = 3;
    private static final int POSTS = 300;

    /** A stall takes 120 s, a busy machine some. */
    private static final Duration LATE = Duration.ofSeconds(60);

    @AutoClose
    private KafkaProcess kafka;

    @BeforeEach
    void startBroker() {
        kafka = KafkaProcess.open();
    }

    /** Sends posts at once to three topics that do not exist yet. */
    private List<Receipt> sendToNewTopics(int user) {
        List<CompletableFuture<Receipt>> sent = new ArrayList<>();
        try (KafkaPublisher publisher = KafkaPublisher.builder(kafka.bootstrapServers())
                .userId("user" + user)
                .createTopics(3)
                .build()) {
            GeneratedPosts posts = GeneratedPosts.of(user, POSTS);
            for (int i = 0; i < POSTS; i++) {
                Post post = posts.post(i);
                sent.addAll(publisher.send(post));
            }
            publisher.flush().join();
        }
        return sent.stream().map(CompletableFuture::join).toList();
    }

    @Test
    void noEventIsLateOnTwoHundredAndTenTopicsThatAreJustMade() {
        assertThat(USERS * TOPICS_PER_USER).isGreaterThanOrEqualTo(200);
        List<Receipt> receipts = IntStream.range(0, USERS)
                .mapToObj(this::sendToNewTopics)
                .flatMap(List::stream)
                .toList();

        assertThat(receipts.stream().map(Receipt::destination).distinct()).hasSize(USERS * TOPICS_PER_USER);
        assertThat(receipts.stream().map(Receipt::elapsed))
                .as("slowest of %s acknowledgements", receipts.size())
                .allSatisfy(elapsed -> assertThat(elapsed).isLessThan(LATE));
    }
}
