package io.pinpipe.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.PublishException;
import io.pinpipe.Reason;
import io.pinpipe.Receipt;
import io.pinpipe.testkit.servers.EmbeddedKafka;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KafkaLoginTest {

    private static final Duration WAIT = Duration.ofSeconds(60);

    @AutoClose
    private static EmbeddedKafka kafka;

    @BeforeAll
    static void startBroker() {
        kafka = EmbeddedKafka.openWithLogin("alice", "open-sesame");
        kafka.createTopics(1, "there.pin", "there.geo", "there.user");
    }

    private static KafkaPublisher.Builder builder(String userId, Map<String, String> login) {
        return KafkaPublisher.builder(kafka.bootstrapServers()).userId(userId).clientProperties(login);
    }

    private static PublishException failure(CompletableFuture<Receipt> future) {
        assertThat(future).failsWithin(WAIT);
        return (PublishException) Objects.requireNonNull(
                future.handle((receipt, thrown) -> thrown).join());
    }

    @Test
    void theClientPropertiesLogIn() {
        try (KafkaPublisher publisher =
                builder("new", kafka.clientProperties()).createTopics(1).build()) {
            assertThat(publisher.send(Posts.geo(1))).succeedsWithin(WAIT);
        }
    }

    @Test
    void aWrongPasswordIsUnauthenticatedAndNotShown() {
        Map<String, String> login = EmbeddedKafka.clientProperties("alice", "hunter2");
        try (KafkaPublisher publisher = builder("there", login).build()) {
            PublishException failure = failure(publisher.send(Posts.geo(1)));

            assertThat(failure.reason()).isEqualTo(Reason.UNAUTHENTICATED);
            assertThat(failure.maybeStored()).isFalse();
            assertThat(failure)
                    .hasMessageContaining("the Kafka brokers " + kafka.bootstrapServers() + " rejected the login")
                    .hasMessageContaining("correct the credentials");
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            assertThat(trace + publisher.toString()).doesNotContain("hunter2");
        }
    }

    @Test
    void aLoginThatMayNotWriteIsForbidden() {
        Map<String, String> login = EmbeddedKafka.clientProperties("guest", "guest");
        try (KafkaPublisher publisher = builder("there", login).build()) {
            PublishException failure = failure(publisher.send(Posts.geo(1)));

            assertThat(failure.reason()).isEqualTo(Reason.FORBIDDEN);
            assertThat(failure.maybeStored()).isFalse();
            assertThat(failure).hasMessageContaining("do not allow this login to write to topic 'there.geo'");
        }
    }

    @Test
    void aQueueOfForbiddenEventsEndsAtOnce() {
        Map<String, String> login = EmbeddedKafka.clientProperties("guest", "guest");
        try (KafkaPublisher publisher = builder("there", login).build()) {
            for (int index = 0; index < 2_000; index++) {
                publisher.send(Posts.geo(index));
            }

            assertThat(publisher.flush()).succeedsWithin(WAIT);
        }
    }
}
