package io.pinpipe.testkit.servers;

/**
 * A Kafka broker in a JVM of its own, which can be killed and paused.
 *
 * <p>Its log is {@code broker.log} beside its data. Thread-safe.
 */
public final class KafkaProcess extends ServerProcess implements KafkaBroker {

    private static final String HEAP = "-Xmx384m";

    private final BrokerNode node = BrokerNode.in(folder().path().resolve("data"), null);

    private KafkaProcess() {
        super("kafka-process");
    }

    /**
     * Starts a broker without topics on a free port.
     *
     * @return the running broker
     */
    public static KafkaProcess open() {
        KafkaProcess kafka = new KafkaProcess();
        kafka.startOrClose();
        return kafka;
    }

    @Override
    public String bootstrapServers() {
        return node.bootstrapServers();
    }

    @Override
    ChildProcess launch() {
        return ChildProcess.of(KafkaMain.class)
                .jvmOptions(HEAP, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", ownTemporaryFolder())
                .arguments(
                        Integer.toString(node.port()),
                        Integer.toString(node.controllerPort()),
                        node.folder().toString())
                .errors(folder().path().resolve("broker.log"))
                .start();
    }
}
