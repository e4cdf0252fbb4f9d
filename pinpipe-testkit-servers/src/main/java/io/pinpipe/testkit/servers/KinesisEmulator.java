package io.pinpipe.testkit.servers;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * A Kinesis emulator: an npm server as a child process on 127.0.0.1 and a free port, which ends with its parent and can
 * be killed, paused, and restarted on its port. Its log and data are in a folder that is deleted with it.
 *
 * <p>Thread-safe.
 */
public abstract sealed class KinesisEmulator extends ServerProcess permits Kinesalite, KinesisLocal {

    /** Large enough that no test reaches the limit. */
    static final int SHARD_LIMIT = 10_000;

    private static final int POLL_MILLIS = 5;
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(60);

    private final NpmPackage npm;
    private final int port = FreePort.next();

    KinesisEmulator(NpmPackage npm) {
        super(npm.name());
        this.npm = npm;
    }

    /** The arguments of the start script, after the folder of {@code node_modules}. */
    abstract List<String> arguments();

    @Override
    final ChildProcess launch() {
        return npm.run(npm.name() + ".js", arguments())
                .errors(folder().path().resolve(npm.name() + ".log"))
                .start();
    }

    final int port() {
        return port;
    }

    /**
     * Returns the address for clients.
     *
     * @return an http address of 127.0.0.1
     */
    public final URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /**
     * Creates a stream and waits until it is writable.
     *
     * @param stream the stream's name
     * @param shards the number of shards, from 1
     * @throws IllegalStateException when it cannot be created, for example because it exists
     */
    public final void createStream(String stream, int shards) {
        KinesisCalls kinesis = new KinesisCalls(endpoint(), CALL_TIMEOUT);
        ObjectNode name = JsonNodeFactory.instance.objectNode().put("StreamName", stream);
        kinesis.call("CreateStream", name.deepCopy().put("ShardCount", shards));
        await("the stream " + stream)
                .atMost(CALL_TIMEOUT)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(POLL_MILLIS))
                .until(() -> kinesis.call("DescribeStreamSummary", name)
                        .at("/StreamDescriptionSummary/StreamStatus")
                        .asText()
                        .equals("ACTIVE"));
    }

    /**
     * Reads the records of a stream, from the first record of each shard.
     *
     * @param stream the stream's name
     * @return its records, shard by shard; those of one shard in their order
     */
    public final List<StreamRecord> read(String stream) {
        return StreamReader.read(endpoint(), stream);
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + "[" + endpoint() + "]";
    }
}
