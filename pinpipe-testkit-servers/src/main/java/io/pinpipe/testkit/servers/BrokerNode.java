package io.pinpipe.testkit.servers;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/**
 * Where the single broker of a cluster listens and stores its data.
 *
 * @param port the port for clients
 * @param controllerPort the port on which it connects to itself as controller
 * @param advertisedPort the port that it advertises to clients: its own, or that of a proxy in front of it
 * @param folder the data folder; formatted on the first start
 * @param logins who may log in, or null when no login is required
 */
record BrokerNode(
        int port,
        int controllerPort,
        int advertisedPort,
        Path folder,
        @Nullable BrokerLogins logins) {

    private static final int NODE_ID = 1;
    private static final String HOST = "127.0.0.1";

    static BrokerNode in(Path folder, @Nullable BrokerLogins logins) {
        int port = FreePort.next();
        return new BrokerNode(port, FreePort.next(), port, folder, logins);
    }

    static BrokerNode behind(TcpProxy proxy, Path folder) {
        int port = FreePort.next();
        proxy.forwardTo(port);
        return new BrokerNode(port, FreePort.next(), proxy.port(), folder, null);
    }

    String bootstrapServers() {
        return HOST + ":" + port;
    }

    /** Starts the broker in this JVM; it is ready when this method returns. */
    KafkaRaftServer start() {
        format();
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings(), false), Time.SYSTEM);
        try {
            server.startup();
        } catch (RuntimeException | Error e) {
            server.shutdown();
            throw e;
        }
        return server;
    }

    private void format() {
        if (Files.exists(folder.resolve("meta.properties"))) {
            return;
        }
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(NODE_ID)
                    .setControllerListenerName("CONTROLLER")
                    .addDirectory(folder.toString())
                    .run();
        } catch (Exception e) {
            throw new IllegalStateException("The broker's folder " + folder + " could not be formatted", e);
        }
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(NODE_ID));
        settings.put("listeners", "CLIENTS://" + bootstrapServers() + ",CONTROLLER://" + controller());
        settings.put("advertised.listeners", "CLIENTS://" + HOST + ":" + advertisedPort);
        settings.put("inter.broker.listener.name", "CLIENTS");
        settings.put("listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("controller.quorum.voters", NODE_ID + "@" + controller());
        settings.put("log.dirs", folder.toString());
        settings.put("auto.create.topics.enable", "false");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("share.coordinator.state.topic.num.partitions", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        // A killed broker can restart only after its session has expired.
        settings.put("broker.session.timeout.ms", "3000");
        settings.put("broker.heartbeat.interval.ms", "500");
        settings.put("log.cleaner.dedupe.buffer.size", "2097152");
        if (logins != null) {
            settings.putAll(logins.brokerSettings());
        }
        return settings;
    }

    private String controller() {
        return HOST + ":" + controllerPort;
    }
}
