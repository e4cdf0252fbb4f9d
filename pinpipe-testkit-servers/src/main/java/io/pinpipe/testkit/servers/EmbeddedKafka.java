package io.pinpipe.testkit.servers;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import kafka.server.KafkaRaftServer;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka broker in this JVM.
 *
 * <p>Thread-safe.
 */
public final class EmbeddedKafka implements KafkaBroker {

    private final ScratchFolder folder = new ScratchFolder("kafka");
    private final BrokerNode node;
    private @Nullable KafkaRaftServer server;

    private EmbeddedKafka(Function<Path, BrokerNode> node) {
        this.node = node.apply(folder.path());
    }

    /**
     * Starts a broker without topics on a free port.
     *
     * @return the running broker
     */
    public static EmbeddedKafka open() {
        return started(new EmbeddedKafka(data -> BrokerNode.in(data, null)));
    }

    /**
     * Starts a broker without topics that clients reach only through a proxy: it advertises the proxy's port.
     *
     * @param proxy set to forward to the broker; the caller closes it
     * @return the running broker
     */
    public static EmbeddedKafka openBehind(TcpProxy proxy) {
        return started(new EmbeddedKafka(data -> BrokerNode.behind(proxy, data)));
    }

    /**
     * Starts a broker that requires a login by SASL/PLAIN without TLS. One user has all permissions; another one, whose
     * name and password are both {@code guest}, has none.
     *
     * @param user the name of the user with all permissions
     * @param password that user's password
     * @return the running broker
     */
    public static EmbeddedKafka openWithLogin(String user, String password) {
        return started(new EmbeddedKafka(data -> BrokerNode.in(data, new BrokerLogins(user, password))));
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
    public Map<String, String> clientProperties() {
        BrokerLogins logins = node.logins();
        return logins == null ? Map.of() : clientProperties(logins.user(), logins.password());
    }

    /**
     * Returns the properties of a client that logs in.
     *
     * @param user a name
     * @param password a password
     * @return the properties other than the address
     */
    public static Map<String, String> clientProperties(String user, String password) {
        return BrokerLogins.clientProperties(user, password);
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
