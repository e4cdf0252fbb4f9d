package io.pinpipe.testkit.servers;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An in-memory Kinesis: kinesis-local from npm, the Node.js build of kinesis-mock.
 *
 * <p>It supports CBOR and JSON. Like the real service it refuses records for a stream in creation with
 * {@code ResourceInUseException}, not, as {@link Kinesalite} does, with {@code ResourceNotFoundException}. At most five
 * streams may be in creation at a time.
 *
 * <p>It runs from the folder in the system property {@value #FOLDER_PROPERTY} or the environment variable
 * {@value #FOLDER_VARIABLE}, otherwise from {@value #DEFAULT_FOLDER} of the project.
 *
 * <p>Thread-safe.
 */
public final class KinesisLocal extends KinesisEmulator {

    /** The part's name in {@link MachineParts#PROPERTY}: {@value}. */
    public static final String PART = "kinesis-local";

    /** The release that is installed and tested: {@value}. */
    public static final String VERSION = "0.6.2";

    /** The system property with the folder that holds {@code node_modules}: {@value}. */
    public static final String FOLDER_PROPERTY = "pinpipe.kinesis-local";

    /** The environment variable with the folder that holds {@code node_modules}: {@value}. */
    public static final String FOLDER_VARIABLE = "PINPIPE_KINESIS_LOCAL";

    /** The default folder, relative to the project's root or the working directory: {@value}. */
    public static final String DEFAULT_FOLDER = "target/kinesis-local";

    private static final NpmPackage NPM =
            new NpmPackage(PART, VERSION, FOLDER_PROPERTY, FOLDER_VARIABLE, DEFAULT_FOLDER);

    private final int createStreamMillis;

    private KinesisLocal(int createStreamMillis) {
        super(NPM);
        this.createStreamMillis = createStreamMillis;
    }

    /**
     * Starts an empty server.
     *
     * @param createStreamMillis how long a new stream stays in creation, in ms, from 0
     * @return the running server
     * @throws IllegalStateException when this machine lacks a part; the message names it and how to install it
     */
    public static KinesisLocal open(int createStreamMillis) {
        KinesisLocal kinesis = new KinesisLocal(createStreamMillis);
        kinesis.startOrClose();
        return kinesis;
    }

    /**
     * Starts an empty server in a test, which is skipped or fails if that is impossible: see {@link MachineParts}.
     *
     * @param createStreamMillis how long a new stream stays in creation, in ms, from 0
     * @return the running server
     */
    public static KinesisLocal required(int createStreamMillis) {
        NPM.require();
        return open(createStreamMillis);
    }

    /**
     * Returns what this machine lacks for {@link #open}, and how to install it.
     *
     * @return a phrase that ends a sentence, or null when nothing is missing
     */
    public static @Nullable String missing() {
        return NPM.missing();
    }

    /**
     * Installs kinesis-local with npm; no effect when it is already installed.
     *
     * @param folder the folder for {@code node_modules}, created if necessary. Pass it to {@link #open} in the system
     *     property {@value #FOLDER_PROPERTY}, unless it is {@value #DEFAULT_FOLDER}
     * @throws IllegalStateException when node or npm is missing, or npm fails; the message shows its output
     */
    public static void install(Path folder) {
        NPM.install(folder);
    }

    @Override
    List<String> arguments() {
        return List.of(Integer.toString(port()), Integer.toString(createStreamMillis), Integer.toString(SHARD_LIMIT));
    }
}
