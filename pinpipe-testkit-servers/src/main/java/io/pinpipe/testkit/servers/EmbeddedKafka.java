package io.pinpipe.testkit.servers;

import kafka.server.KafkaRaftServer;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka broker in this Java machine.
 *
 * <p>Thread-safe.
 */
public final class EmbeddedKafka implements KafkaBroker {

    private final ScratchFolder folder = new ScratchFolder("kafka");
    private final BrokerNode node = BrokerNode.in(folder.path());
    private @Nullable KafkaRaftServer server;

    private EmbeddedKafka() {}

    /**
     * Starts a broker without topics on a free port.
     *
     * @return the running broker
     */
    public static EmbeddedKafka open() {
        EmbeddedKafka kafka = new EmbeddedKafka();
        try {
            kafka.start();
            return kafka;
        } catch (RuntimeException | Error e) {
            kafka.close();
            throw e;
        }
    }

    @Override
    public String bootstrapServers() {
        return node.bootstrapServers();
    }

    @Override
    public synchronized void start() {
        if (server == null) {
            server = node.start();
        }
    }

    @Override
    public synchronized void stop() {
        KafkaRaftServer running = server;
        if (running != null) {
            server = null;
            running.shutdown();
            running.awaitShutdown();
        }
    }

    @Override
    public void close() {
        try {
            stop();
        } finally {
            folder.close();
        }
    }
}
