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
    private final BrokerNode node;
    private @Nullable KafkaRaftServer server;

    private EmbeddedKafka(@Nullable TcpProxy proxy) {
        this.node = proxy == null ? BrokerNode.in(folder.path()) : BrokerNode.behind(proxy, folder.path());
    }

    /**
     * Starts a broker without topics on a free port.
     *
     * @return the running broker
     */
    public static EmbeddedKafka open() {
        return started(new EmbeddedKafka(null));
    }

    /**
     * Starts a broker without topics that clients only reach through a proxy: it tells them to use the proxy's port.
     *
     * @param proxy is told to forward to the broker; stays the caller's to close
     * @return the running broker
     */
    public static EmbeddedKafka openBehind(TcpProxy proxy) {
        return started(new EmbeddedKafka(proxy));
    }

    private static EmbeddedKafka started(EmbeddedKafka kafka) {
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
