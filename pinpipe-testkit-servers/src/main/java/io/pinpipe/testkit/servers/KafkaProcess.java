package io.pinpipe.testkit.servers;

import org.jspecify.annotations.Nullable;

/**
 * A Kafka broker in a Java machine of its own, that can be killed and frozen.
 *
 * <p>What it logs goes to {@code broker.log} beside its data. Thread-safe.
 */
public final class KafkaProcess implements KafkaBroker {

    private static final String HEAP = "-Xmx384m";

    private final ScratchFolder folder = new ScratchFolder("kafka-process");
    private final BrokerNode node = BrokerNode.in(folder.path().resolve("data"), null);
    private @Nullable ChildProcess child;

    private KafkaProcess() {}

    /**
     * Starts a broker without topics on a free port.
     *
     * @return the running broker
     */
    public static KafkaProcess open() {
        KafkaProcess kafka = new KafkaProcess();
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
        if (child == null) {
            child = ChildProcess.of(KafkaMain.class)
                    .jvmOptions(HEAP, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                    .arguments(
                            Integer.toString(node.port()),
                            Integer.toString(node.controllerPort()),
                            node.folder().toString())
                    .errors(folder.path().resolve("broker.log"))
                    .start();
        }
    }

    @Override
    public synchronized void stop() {
        if (child != null) {
            child.stop();
            child = null;
        }
    }

    /** Ends the broker at once by {@code SIGKILL}; without effect when it does not run. */
    public synchronized void kill() {
        if (child != null) {
            child.kill();
            child = null;
        }
    }

    /**
     * Freezes the broker by {@code SIGSTOP}: its connections stay open, and nothing is answered.
     *
     * @throws IllegalStateException when the broker does not run
     */
    public synchronized void pause() {
        running().pause();
    }

    /**
     * Lets a frozen broker go on, by {@code SIGCONT}.
     *
     * @throws IllegalStateException when the broker does not run
     */
    public synchronized void resume() {
        running().resume();
    }

    @Override
    public synchronized void close() {
        try {
            // Its data is deleted anyway, and a frozen process would not stop in good order.
            kill();
        } finally {
            folder.close();
        }
    }

    private ChildProcess running() {
        if (child == null) {
            throw new IllegalStateException("the broker does not run");
        }
        return child;
    }
}
