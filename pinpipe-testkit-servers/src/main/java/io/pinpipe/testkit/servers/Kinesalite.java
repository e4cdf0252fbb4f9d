package io.pinpipe.testkit.servers;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Kinesis in memory, or on disk so that it survives a kill: npm's kinesalite.
 *
 * <p>It keeps the limits of 500 records a request and 1 MiB a record, and never throttles. It understands JSON only:
 * the AWS SDK needs the system property {@code aws.cborEnabled=false} before a client is built, and gets an error that
 * says so otherwise.
 *
 * <p>It is looked for in the folder that the system property {@value #FOLDER_PROPERTY} or the environment variable
 * {@value #FOLDER_VARIABLE} names, otherwise in {@value #DEFAULT_FOLDER} of the project. Nothing is installed unless
 * {@link #install(Path)} is called.
 *
 * <p>Thread-safe.
 */
public final class Kinesalite extends KinesisEmulator {

    /** The part's name in {@link MachineParts#PROPERTY}: {@value}. */
    public static final String PART = "kinesalite";

    /** The release that is installed and tested: {@value}. */
    public static final String VERSION = "3.3.3";

    /** The system property with the folder that holds {@code node_modules}: {@value}. */
    public static final String FOLDER_PROPERTY = "pinpipe.kinesalite";

    /** The environment variable with the folder that holds {@code node_modules}: {@value}. */
    public static final String FOLDER_VARIABLE = "PINPIPE_KINESALITE";

    /** Where it is looked for otherwise, from the project's root or the working directory: {@value}. */
    public static final String DEFAULT_FOLDER = "target/kinesalite";

    private static final NpmPackage NPM =
            new NpmPackage(PART, VERSION, FOLDER_PROPERTY, FOLDER_VARIABLE, DEFAULT_FOLDER);

    private final int createStreamMillis;
    private final boolean onDisk;
    private final int tlsPort;

    private Kinesalite(int createStreamMillis, boolean onDisk, boolean tls) {
        super(NPM);
        this.createStreamMillis = createStreamMillis;
        this.onDisk = onDisk;
        this.tlsPort = tls ? FreePort.next() : 0;
    }

    /**
     * Starts an empty one whose new streams are ready at once.
     *
     * @return the running server
     * @throws IllegalStateException when this machine lacks a part; says which and how to get it
     */
    public static Kinesalite open() {
        return open(0);
    }

    /**
     * Starts an empty one.
     *
     * @param createStreamMillis how long a new stream stays in creation, from 0
     * @return the running server
     * @throws IllegalStateException when this machine lacks a part; says which and how to get it
     */
    public static Kinesalite open(int createStreamMillis) {
        return started(new Kinesalite(createStreamMillis, false, false));
    }

    /**
     * Starts an empty one that keeps what it holds on disk: after a kill, {@link #start()} brings it back.
     *
     * @return the running server
     * @throws IllegalStateException when this machine lacks a part; says which and how to get it
     */
    public static Kinesalite openOnDisk() {
        return started(new Kinesalite(0, true, false));
    }

    /**
     * Starts an empty one whose new streams are ready at once, and which also listens on a second port with TLS, for
     * clients that speak nothing else. Its certificate comes with kinesalite: no client trusts it unless told to.
     *
     * @return the running server
     * @throws IllegalStateException when this machine lacks a part; says which and how to get it
     */
    public static Kinesalite openWithTls() {
        return started(new Kinesalite(0, false, true));
    }

    /**
     * Starts an empty one in a test, which is skipped, or fails, where it cannot be: see {@link MachineParts}.
     *
     * @return the running server
     */
    public static Kinesalite required() {
        NPM.require();
        return open();
    }

    /**
     * Whether {@link #open()} can work.
     *
     * @return true when node and kinesalite are there
     */
    public static boolean isInstalled() {
        return missing() == null;
    }

    /**
     * What this machine lacks for {@link #open()}, and how to get it.
     *
     * @return words that end a sentence, or null when it lacks nothing
     */
    public static @Nullable String missing() {
        return NPM.missing();
    }

    /**
     * Installs kinesalite by npm; without effect when the folder has it.
     *
     * @param folder where to put {@code node_modules}; created when it is not there. Name it to {@link #open()} by the
     *     system property {@value #FOLDER_PROPERTY}, unless it is {@value #DEFAULT_FOLDER}
     * @throws IllegalStateException when node or npm is missing, or npm fails; shows what it said
     */
    public static void install(Path folder) {
        NPM.install(folder);
    }

    /**
     * The address for clients that need TLS.
     *
     * @return an https address of 127.0.0.1
     * @throws IllegalStateException when it was not opened by {@link #openWithTls()}
     */
    public URI tlsEndpoint() {
        if (tlsPort == 0) {
            throw new IllegalStateException("this kinesalite listens without TLS alone: open it by openWithTls()");
        }
        return URI.create("https://127.0.0.1:" + tlsPort);
    }

    @Override
    List<String> arguments() {
        ObjectNode options = JsonNodeFactory.instance
                .objectNode()
                .put("createStreamMs", createStreamMillis)
                .put("deleteStreamMs", 0)
                .put("shardLimit", SHARD_LIMIT);
        if (onDisk) {
            options.put("path", folder().path().resolve("data").toString());
        }
        return List.of(Integer.toString(port()), Integer.toString(tlsPort), options.toString());
    }

    private static Kinesalite started(Kinesalite kinesis) {
        kinesis.startOrClose();
        return kinesis;
    }
}
