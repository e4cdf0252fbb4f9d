package io.pinpipe.testkit.servers;

import java.nio.file.Path;
import kafka.server.KafkaRaftServer;

/** Runs the broker of a {@link KafkaProcess}; its arguments are the ports and the folder. */
final class KafkaMain {

    private KafkaMain() {}

    public static void main(String[] args) {
        int port = Integer.parseInt(args[0]);
        BrokerNode node = new BrokerNode(port, Integer.parseInt(args[1]), port, Path.of(args[2]), null);
        KafkaRaftServer server = node.start();
        ChildProcess.serve(node.bootstrapServers(), () -> {
            server.shutdown();
            server.awaitShutdown();
        });
    }
}
