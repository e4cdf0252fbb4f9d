package io.pinpipe.testkit.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class KinesisLocalTest {

    private static final Duration WAIT = Duration.ofSeconds(60);

    @Test
    void whatIsStoredIsReadBack() {
        try (KinesisLocal kinesis = KinesisLocal.required(0)) {
            kinesis.createStream("posts", 2);

            put(kinesis, "posts");

            assertThat(kinesis.read("posts")).extracting(StreamRecord::data).containsExactly("📌");
        }
    }

    @Test
    void aStreamInCreationRefusesRecordsAsInUse() {
        try (KinesisLocal kinesis = KinesisLocal.required(60_000)) {
            new KinesisCalls(kinesis.endpoint(), WAIT)
                    .call(
                            "CreateStream",
                            JsonNodeFactory.instance
                                    .objectNode()
                                    .put("StreamName", "slow")
                                    .put("ShardCount", 1));

            assertThatThrownBy(() -> put(kinesis, "slow"))
                    .hasMessageContaining("ResourceInUseException")
                    .hasMessageContaining("not currently ACTIVE or UPDATING");
        }
    }

    @Test
    void itListensOnTheLoopbackAddressAlone() throws Exception {
        try (KinesisLocal kinesis = KinesisLocal.required(0)) {
            List<InetAddress> others = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                    .toList();

            assertThat(others)
                    .allSatisfy(address -> assertThatThrownBy(
                                    () -> new Socket(address, kinesis.endpoint().getPort()).close())
                            .isInstanceOf(IOException.class));
        }
    }

    private static void put(KinesisLocal kinesis, String stream) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("StreamName", stream);
        body.putArray("Records")
                .addObject()
                .put("PartitionKey", "1")
                .put("Data", "📌".getBytes(StandardCharsets.UTF_8));
        new KinesisCalls(kinesis.endpoint(), WAIT).call("PutRecords", body);
    }
}
