package io.pinpipe.testkit.servers;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An in-memory Kinesis, or one on disk that survives a kill: kinesalite from npm.
 *
 * <p>It enforces the limits of 500 records per request and 1 MiB per record, and never throttles. It supports only
 * JSON: the AWS SDK needs the system property {@code aws.cborEnabled=false} before a client is built, and otherwise
 * receives an error that mentions it.
 *
 * <p>It runs from the folder in the system property {@value #FOLDER_PROPERTY} or the environment variable
 * {@value #FOLDER_VARIABLE}, otherwise from {@value #DEFAULT_FOLDER} of the project. Nothing is installed unless
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

    /** The default folder, relative to the project's root or the working directory: {@value}. */
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
     * Starts an empty server whose new streams are ready immediately.
     *
     * @return the running server
     * @throws IllegalStateException when this machine lacks a part; the message names it and how to install it
     */
    public static Kinesalite open() {
        return open(0);
    }

    /**
     * Starts an empty server.
     *
     * @param createStreamMillis how long a new stream stays in creation, in ms, from 0
     * @return the running server
     * @throws IllegalStateException when this machine lacks a part; the message names it and how to install it
     */
    public static Kinesalite open(int createStreamMillis) {
        return started(new Kinesalite(createStreamMillis, false, false));
    }

    /**
     * Starts an empty server that stores its data on disk: after a kill, {@link #start()} restores it.
     *
     * @return the running server
     * @throws IllegalStateException when this machine lacks a part; the message names it and how to install it
     */
    public static Kinesalite openOnDisk() {
        return started(new Kinesalite(0, true, false));
    }

    /**
     * Starts an empty server whose new streams are ready immediately, and which also listens on a second port with TLS,
     * for clients that require it. Its certificate comes with kinesalite and is trusted by no client by default.
     *
     * @return the running server
     * @throws IllegalStateException when this machine lacks a part; the message names it and how to install it
     */
    public static Kinesalite openWithTls() {
        return started(new Kinesalite(0, false, true));
    }

    /**
     * Starts an empty server in a test, which is skipped or fails if that is impossible: see {@link MachineParts}.
     *
     * @return the running server
     */
    public static Kinesalite required() {
        NPM.require();
        return open();
    }

    /**
     * Returns whether {@link #open()} can succeed.
     *
     * @return true when node and kinesalite are installed
     */
    public static boolean isInstalled() {
        return missing() == null;
    }

    /**
     * Returns what this machine lacks for {@link #open()}, and how to install it.
     *
     * @return a phrase that ends a sentence, or null when nothing is missing
     */
    public static @Nullable String missing() {
        return NPM.missing();
    }

    /**
     * Installs kinesalite with npm; no effect when it is already installed.
     *
     * @param folder the folder for {@code node_modules}, created if necessary. Pass it to {@link #open()} in the system
     *     property {@value #FOLDER_PROPERTY}, unless it is {@value #DEFAULT_FOLDER}
     * @throws IllegalStateException when node or npm is missing, or npm fails; the message shows its output
     */
    public static void install(Path folder) {
        NPM.install(folder);
    }

    /**
     * Returns the address for clients that require TLS.
     *
     * @return an https address of 127.0.0.1
     * @throws IllegalStateException when it was not opened by {@link #openWithTls()}
     */
    public URI tlsEndpoint() {
        if (tlsPort == 0) {
            throw new IllegalStateException("this kinesalite listens without TLS only: open it with openWithTls()");
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
