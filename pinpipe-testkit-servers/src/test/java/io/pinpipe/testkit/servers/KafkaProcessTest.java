package io.pinpipe.testkit.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class KafkaProcessTest {

    @Test
    void aBrokerThatWasKilledComesBackOnItsPortWithItsData() throws Exception {
        assertComesBackAfter(KafkaProcess::kill);
    }

    @Test
    void aBrokerThatWasStoppedComesBackOnItsPortWithItsData() throws Exception {
        assertComesBackAfter(KafkaProcess::stop);
    }

    private static void assertComesBackAfter(Consumer<KafkaProcess> ending) throws Exception {
        try (KafkaProcess kafka = KafkaProcess.open();
                SmallProducer producer = new SmallProducer(kafka.bootstrapServers())) {
            kafka.createTopics(1, "t");
            producer.send("t", 0, "k", "before");

            ending.accept(kafka);
            kafka.start();
            producer.send("t", 0, "k", "after");

            assertThat(TopicReader.read(kafka.bootstrapServers(), "t"))
                    .extracting(StoredRecord::value)
                    .containsExactly("before", "after");
        }
    }

    @Test
    void aFrozenBrokerAnswersOnlyWhenItGoesOn() throws Exception {
        try (KafkaProcess kafka = KafkaProcess.open();
                SmallProducer producer = new SmallProducer(kafka.bootstrapServers())) {
            kafka.createTopics(1, "t");
            producer.send("t", 0, "k", "before");

            kafka.pause();
            CompletableFuture<Long> offset = CompletableFuture.supplyAsync(() -> {
                try {
                    return producer.send("t", 0, "k", "meanwhile").offset();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            boolean answeredMeanwhile = offset.copy()
                            .completeOnTimeout(-1L, 500, TimeUnit.MILLISECONDS)
                            .join()
                    != -1;
            kafka.resume();

            assertThat(answeredMeanwhile).isFalse();
            assertThat(offset.get(60, TimeUnit.SECONDS)).isEqualTo(1);
        }
    }
}
