package io.pinpipe.testkit.servers;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Kinesis in memory: npm's kinesis-local, the build of kinesis-mock for node.
 *
 * <p>It understands CBOR and JSON. As the service it refuses records for a stream in creation: by
 * {@code ResourceInUseException}, and not, as {@link Kinesalite}, by {@code ResourceNotFoundException}. At most five
 * streams are in creation at a time.
 *
 * <p>It is looked for in the folder that the system property {@value #FOLDER_PROPERTY} or the environment variable
 * {@value #FOLDER_VARIABLE} names, otherwise in {@value #DEFAULT_FOLDER} of the project.
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

    /** Where it is looked for otherwise, from the project's root or the working directory: {@value}. */
    public static final String DEFAULT_FOLDER = "target/kinesis-local";

    private static final NpmPackage NPM =
            new NpmPackage(PART, VERSION, FOLDER_PROPERTY, FOLDER_VARIABLE, DEFAULT_FOLDER);

    private final int createStreamMillis;

    private KinesisLocal(int createStreamMillis) {
        super(NPM);
        this.createStreamMillis = createStreamMillis;
    }

    /**
     * Starts an empty one.
     *
     * @param createStreamMillis how long a new stream stays in creation, from 0
     * @return the running server
     * @throws IllegalStateException when this machine lacks a part; says which and how to get it
     */
    public static KinesisLocal open(int createStreamMillis) {
        KinesisLocal kinesis = new KinesisLocal(createStreamMillis);
        kinesis.startOrClose();
        return kinesis;
    }

    /**
     * Starts an empty one in a test, which is skipped, or fails, where it cannot be: see {@link MachineParts}.
     *
     * @param createStreamMillis how long a new stream stays in creation, from 0
     * @return the running server
     */
    public static KinesisLocal required(int createStreamMillis) {
        NPM.require();
        return open(createStreamMillis);
    }

    /**
     * What this machine lacks for {@link #open}, and how to get it.
     *
     * @return words that end a sentence, or null when it lacks nothing
     */
    public static @Nullable String missing() {
        return NPM.missing();
    }

    /**
     * Installs kinesis-local by npm; without effect when the folder has it.
     *
     * @param folder where to put {@code node_modules}; created when it is not there. Name it to {@link #open} by the
     *     system property {@value #FOLDER_PROPERTY}, unless it is {@value #DEFAULT_FOLDER}
     * @throws IllegalStateException when node or npm is missing, or npm fails; shows what it said
     */
    public static void install(Path folder) {
        NPM.install(folder);
    }

    @Override
    List<String> arguments() {
        return List.of(Integer.toString(port()), Integer.toString(createStreamMillis), Integer.toString(SHARD_LIMIT));
    }
}
