package io.pinpipe.testkit.servers;

import java.nio.file.Path;
import kafka.server.KafkaRaftServer;

/** The broker of a {@link KafkaProcess}: takes its ports and its folder. */
final class KafkaMain {

    private KafkaMain() {}

    public static void main(String[] args) {
        BrokerNode node = new BrokerNode(Integer.parseInt(args[0]), Integer.parseInt(args[1]), Path.of(args[2]));
        KafkaRaftServer server = node.start();
        ChildProcess.serve(node.bootstrapServers(), () -> {
            server.shutdown();
            server.awaitShutdown();
        });
    }
}
