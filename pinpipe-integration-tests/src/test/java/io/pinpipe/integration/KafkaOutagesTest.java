package io.pinpipe.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pinpipe.PublishException;
import io.pinpipe.Publisher;
import io.pinpipe.Receipt;
import io.pinpipe.kafka.KafkaPublisher;
import io.pinpipe.testkit.GeneratedPosts;
import io.pinpipe.testkit.servers.EmbeddedKafka;
import io.pinpipe.testkit.servers.KafkaProcess;
import io.pinpipe.testkit.servers.TcpProxy;
import io.pinpipe.testkit.servers.TopicReader;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What is acknowledged through Kafka's client is stored exactly once, whatever happens to the broker or the network.
 */
class KafkaOutagesTest {

    private static final String TOPIC = "u.user";

    /** How long callbacks may wait on a busy machine. */
    private static final Duration BUSY_MACHINE = Duration.ofSeconds(4);

    /** Sends users with the indexes from 0, the last of them on a signal, and records the outcome of each. */
    private static final class Sending {
        final int count;
        final AtomicInteger acknowledged = new AtomicInteger();
        final BitSet delivered = new BitSet();
        final Map<Integer, PublishException> failed = new HashMap<>();
        Duration slowest = Duration.ZERO;
        final CompletableFuture<Void> goOn = new CompletableFuture<>();
        final CompletableFuture<Void> done;

        Sending(Publisher publisher, int pauseAt, int count) {
            this.count = count;
            this.done = CompletableFuture.runAsync(() -> {
                GeneratedPosts posts = GeneratedPosts.of(1, count);
                for (int i = 0; i < count; i++) {
                    int index = i;
                    if (index == pauseAt) {
                        goOn.join();
                    }
                    long before = System.nanoTime();
                    CompletableFuture<Receipt> sent = publisher.send(
                            Objects.requireNonNull(posts.post(index).user()));
                    // A send may wait for space, but the deadline of its event starts with the send.
                    sent.whenComplete((receipt, failure) -> ended(index, failure, System.nanoTime() - before));
                }
                publisher.flush().join();
            });
        }

        synchronized int failures() {
            return failed.size();
        }

        private synchronized void ended(int index, Throwable failure, long nanos) {
            if (slowest.toNanos() < nanos) {
                slowest = Duration.ofNanos(nanos);
            }
            if (failure == null) {
                delivered.set(index);
                acknowledged.incrementAndGet();
            } else {
                failed.put(index, (PublishException) failure);
            }
        }

        void finish() {
            goOn.complete(null);
            done.join();
        }

        void awaitAcknowledged(int number) {
            await().atMost(Duration.ofMinutes(2)).until(() -> acknowledged.get() >= number || done.isDone());
        }
    }

    @Test
    @Tag("scale")
    void aBrokerKilledTwiceLosesAndDoublesNothingThatWasAcknowledged() {
        try (KafkaProcess kafka = KafkaProcess.open()) {
            kafka.createTopics(3, TOPIC);
            Sending sending;
            try (Publisher publisher = publisher(kafka.bootstrapServers())) {
                sending = new Sending(publisher, 150_000, 200_000);
                for (int acknowledged : new int[] {40_000, 110_000}) {
                    sending.awaitAcknowledged(acknowledged);
                    kafka.kill();
                    kafka.start();
                }
                sending.finish();
            }

            assertStored(kafka.bootstrapServers(), sending);
            assertThat(sending.failed).as("outages shorter than the deadline").isEmpty();
        }
    }

    @Test
    void connectionsThatAreCutLoseAndDoubleNothing() {
        assertThatCutsLoseAndDoubleNothing(100_000, 10_000);
    }

    @Test
    void aWireThatStallsPastTheDeadlineIsReportedAsMaybeStored() {
        try (TcpProxy proxy = TcpProxy.open();
                EmbeddedKafka kafka = EmbeddedKafka.openBehind(proxy)) {
            kafka.createTopics(3, TOPIC);
            Sending sending;
            try (Publisher publisher = KafkaPublisher.builder("127.0.0.1:" + proxy.port())
                    .userId("u")
                    .deliveryTimeout(Duration.ofSeconds(4))
                    .clientProperties(Map.of("request.timeout.ms", "2000"))
                    .build()) {
                sending = new Sending(publisher, 10_000, 50_000);
                sending.awaitAcknowledged(5_000);
                proxy.stall();
                sending.goOn.complete(null);
                await().atMost(Duration.ofMinutes(1)).until(() -> !sending.failed.isEmpty());
                proxy.resume();
                sending.done.join();
            }

            assertStored(kafka.bootstrapServers(), sending);
            assertThat(sending.failed.values()).anyMatch(PublishException::maybeStored);
        }
    }

    @Tag("scale")
    @Test
    void aBrokerFrozenPastTheDeadlineHoldsNoEventLongerThanItsDeadline() {
        Duration deadline = Duration.ofSeconds(6);
        try (KafkaProcess kafka = KafkaProcess.open()) {
            kafka.createTopics(3, TOPIC);
            Sending sending;
            try (Publisher publisher = KafkaPublisher.builder(kafka.bootstrapServers())
                    .userId("u")
                    .deliveryTimeout(deadline)
                    .clientProperties(Map.of("request.timeout.ms", "3000"))
                    .build()) {
                sending = new Sending(publisher, 60_000, 120_000);
                sending.awaitAcknowledged(20_000);
                kafka.pause();
                sending.goOn.complete(null);
                await().atMost(Duration.ofMinutes(2)).until(() -> sending.failures() > 0);
                kafka.resume();
                sending.done.join();
            }

            assertStored(kafka.bootstrapServers(), sending);
            assertThat(sending.failed.values()).anyMatch(PublishException::maybeStored);
            assertThat(sending.slowest)
                    .as("from the send of an event to its end")
                    .isLessThan(deadline.plus(BUSY_MACHINE));
        }
    }

    @Tag("scale")
    @Test
    void aBrokerKilledCutOffAndFrozenAgainAndAgainLosesAndDoublesNothing() {
        try (KafkaProcess kafka = KafkaProcess.open()) {
            kafka.createTopics(3, TOPIC);
            Sending sending;
            try (Publisher publisher = publisher(kafka.bootstrapServers())) {
                sending = new Sending(publisher, 450_000, 500_000);
                for (int round = 1; round <= 4; round++) {
                    sending.awaitAcknowledged(round * 100_000 - 60_000);
                    kafka.pause();
                    LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());
                    kafka.resume();
                    sending.awaitAcknowledged(round * 100_000);
                    kafka.kill();
                    kafka.start();
                }
                sending.finish();
            }

            assertStored(kafka.bootstrapServers(), sending);
            assertThat(sending.failed).as("outages shorter than the deadline").isEmpty();
        }
    }

    @Tag("scale")
    @Test
    void connectionsThatAreCutFortyTimesLoseAndDoubleNothing() {
        assertThatCutsLoseAndDoubleNothing(400_000, 9_500);
    }

    private static void assertThatCutsLoseAndDoubleNothing(int count, int every) {
        int lastCutBefore = count - 10_000;
        try (TcpProxy proxy = TcpProxy.open();
                EmbeddedKafka kafka = EmbeddedKafka.openBehind(proxy)) {
            kafka.createTopics(3, TOPIC);
            Sending sending;
            try (Publisher publisher = publisher("127.0.0.1:" + proxy.port())) {
                sending = new Sending(publisher, lastCutBefore, count);
                for (int acknowledged = 10_000; acknowledged < lastCutBefore; acknowledged += every) {
                    sending.awaitAcknowledged(acknowledged);
                    proxy.cut();
                }
                sending.finish();
            }

            assertStored(kafka.bootstrapServers(), sending);
            assertThat(sending.failed).isEmpty();
        }
    }

    private static Publisher publisher(String servers) {
        return KafkaPublisher.builder(servers)
                .userId("u")
                .bufferBytes(8 * 1024 * 1024)
                .build();
    }

    /**
     * Checks that each acknowledged event is stored once, one that may be stored at most once, any other not at all.
     */
    private static void assertStored(String servers, Sending sending) {
        int[] times = new int[sending.count];
        TopicReader.read(servers, TOPIC, record -> times[Integer.parseInt(String.valueOf(record.key()))]++);
        int lost = 0;
        int doubled = 0;
        int invented = 0;
        for (int index = 0; index < sending.count; index++) {
            PublishException failure = sending.failed.get(index);
            if (sending.delivered.get(index)) {
                lost += times[index] == 0 ? 1 : 0;
                doubled += times[index] > 1 ? 1 : 0;
            } else if (failure != null) {
                doubled += times[index] > 1 ? 1 : 0;
                invented += !failure.maybeStored() && times[index] > 0 ? 1 : 0;
            }
        }

        assertThat(Map.of("lost", lost, "doubled", doubled, "stored though said not to be", invented))
                .allSatisfy((what, count) -> assertThat(count).as(what).isZero());
        assertThat(sending.delivered.cardinality() + sending.failed.size())
                .as("every event ended")
                .isEqualTo(sending.count);
    }
}
