package io.pinpipe.testkit.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EmbeddedKafkaTest {

    @Test
    void everyPartitionOfATopicIsReadToItsEnd() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.open();
                SmallProducer producer = new SmallProducer(kafka.bootstrapServers())) {
            kafka.createTopics(3, "t");
            producer.send("t", 0, "k0", "a");
            producer.send("t", 2, "k2", "b");
            producer.send("t", 2, "k3", "c");

            assertThat(TopicReader.read(kafka.bootstrapServers(), "t"))
                    .containsExactlyInAnyOrder(
                            new StoredRecord("t", 0, 0, "k0", "a"),
                            new StoredRecord("t", 2, 0, "k2", "b"),
                            new StoredRecord("t", 2, 1, "k3", "c"));
        }
    }

    @Test
    void aBrokerThatIsStoppedAndStartedAgainKeepsItsAddressAndItsData() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.open();
                SmallProducer producer = new SmallProducer(kafka.bootstrapServers())) {
            String address = kafka.bootstrapServers();
            kafka.createTopics(1, "t");
            producer.send("t", 0, "k", "before");

            kafka.stop();
            kafka.start();
            producer.send("t", 0, "k", "after");

            assertThat(kafka.bootstrapServers()).isEqualTo(address);
            assertThat(TopicReader.read(address, "t"))
                    .extracting(StoredRecord::value)
                    .containsExactly("before", "after");
        }
    }

    @Test
    void aTopicIsNotCreatedByAskingForIt() {
        try (EmbeddedKafka kafka = EmbeddedKafka.open()) {
            assertThatThrownBy(() -> TopicReader.read(kafka.bootstrapServers(), "nowhere"))
                    .hasMessage("Topic 'nowhere' does not exist on " + kafka.bootstrapServers());
        }
    }

    @Test
    void creatingATopicThatIsThereLeavesItAsItIs() {
        try (EmbeddedKafka kafka = EmbeddedKafka.open()) {
            kafka.createTopics(2, "t");
            kafka.createTopics(5, "t", "u");

            assertThat(kafka.partitions("t")).isEqualTo(2);
            assertThat(kafka.partitions("u")).isEqualTo(5);
        }
    }

    @Test
    void nothingIsLeftOfAClosedBroker() throws Exception {
        List<Path> before = temporaryFiles();
        EmbeddedKafka kafka = EmbeddedKafka.open();
        int port = Integer.parseInt(kafka.bootstrapServers().split(":", 2)[1]);

        kafka.close();

        assertThat(temporaryFiles()).hasSameElementsAs(before);
        assertThatThrownBy(() -> new Socket("127.0.0.1", port)).isInstanceOf(ConnectException.class);
    }

    private static List<Path> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.toList();
        }
    }
}
