package io.pinpipe.testkit.servers;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinpipe.testkit.MachineParts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Kinesis in memory: npm's kinesalite as a child process on 127.0.0.1 and a free port, that ends with its parent.
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
public final class Kinesalite implements AutoCloseable {

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

    private static final String PACKAGE = "kinesalite@" + VERSION;
    private static final int SHARD_LIMIT = 1_000;
    private static final int PROBE_SECONDS = 30;
    private static final int INSTALL_MINUTES = 5;
    private static final int POLL_MILLIS = 5;
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(60);

    private final ChildProcess child;
    private final URI endpoint;
    private final @Nullable URI tlsEndpoint;

    private Kinesalite(ChildProcess child) {
        this.child = child;
        String[] addresses = child.readiness().split(" ", -1);
        this.endpoint = URI.create(addresses[0]);
        this.tlsEndpoint = addresses.length > 1 ? URI.create(addresses[1]) : null;
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
        return open(createStreamMillis, false);
    }

    /**
     * Starts an empty one whose new streams are ready at once, and which also listens on a second port with TLS, for
     * clients that speak nothing else. Its certificate comes with kinesalite: no client trusts it unless told to.
     *
     * @return the running server
     * @throws IllegalStateException when this machine lacks a part; says which and how to get it
     */
    public static Kinesalite openWithTls() {
        return open(0, true);
    }

    private static Kinesalite open(int createStreamMillis, boolean tls) {
        String missing = missing();
        if (missing != null) {
            throw new IllegalStateException("kinesalite cannot be started: " + missing);
        }
        String options = JsonNodeFactory.instance
                .objectNode()
                .put("createStreamMs", createStreamMillis)
                .put("deleteStreamMs", 0)
                .put("shardLimit", SHARD_LIMIT)
                .toString();
        List<String> program =
                List.of("node", "-e", script(), folder().toAbsolutePath().toString(), options, tls ? "tls" : "plain");
        return new Kinesalite(ChildProcess.of(PART, program).start());
    }

    /**
     * Starts an empty one in a test, which is skipped, or fails, where it cannot be: see {@link MachineParts}.
     *
     * @return the running server
     */
    public static Kinesalite required() {
        String missing = missing();
        MachineParts.require(PART, missing == null, String.valueOf(missing));
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
        if (!runs("node")) {
            return "install node.js, release 18 or later, and then run '" + installation(folder()) + "'";
        }
        return isIn(folder()) ? null : "run '" + installation(folder()) + "'";
    }

    /**
     * Installs kinesalite by npm; without effect when the folder has it.
     *
     * @param folder where to put {@code node_modules}; created when it is not there. Name it to {@link #open()} by the
     *     system property {@value #FOLDER_PROPERTY}, unless it is {@value #DEFAULT_FOLDER}
     * @throws IllegalStateException when node or npm is missing, or npm fails; shows what it said
     */
    public static void install(Path folder) {
        if (isIn(folder)) {
            return;
        }
        if (!runs("node") || !runs("npm")) {
            throw new IllegalStateException("kinesalite cannot be installed: this machine lacks node.js or npm");
        }
        try {
            Files.createDirectories(folder);
            Path log = folder.resolve("npm.log");
            Process npm = new ProcessBuilder(command("npm", installationArguments(folder)))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!npm.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES)) {
                npm.destroyForcibly();
                throw new IllegalStateException("npm took longer than " + INSTALL_MINUTES + " minutes: see " + log);
            }
            if (npm.exitValue() != 0 || !isIn(folder)) {
                throw new IllegalStateException("npm failed with status " + npm.exitValue() + ":\n"
                        + Files.readString(log, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("kinesalite could not be installed in " + folder, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while npm installed kinesalite", e);
        }
    }

    /**
     * The address for clients.
     *
     * @return an http address of 127.0.0.1
     */
    public URI endpoint() {
        return endpoint;
    }

    /**
     * The address for clients that need TLS.
     *
     * @return an https address of 127.0.0.1
     * @throws IllegalStateException when it was not opened by {@link #openWithTls()}
     */
    public URI tlsEndpoint() {
        if (tlsEndpoint == null) {
            throw new IllegalStateException("this kinesalite listens without TLS alone: open it by openWithTls()");
        }
        return tlsEndpoint;
    }

    /**
     * Creates a stream, and waits until it can be written to.
     *
     * @param stream the stream's name
     * @param shards how many shards, from 1
     * @throws IllegalStateException when it cannot be created, such as when it is there already
     */
    public void createStream(String stream, int shards) {
        KinesisCalls kinesis = new KinesisCalls(endpoint, CALL_TIMEOUT);
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
     * Reads what a stream holds, from the first record of each shard.
     *
     * @param stream the stream's name
     * @return its records, shard by shard; those of one shard in their order
     */
    public List<StreamRecord> read(String stream) {
        return StreamReader.read(endpoint, stream);
    }

    /** Ends the process, and with it all that it holds. */
    @Override
    public void close() {
        child.close();
    }

    @Override
    public String toString() {
        return "Kinesalite[" + endpoint + "]";
    }

    private static Path folder() {
        String named = System.getProperty(FOLDER_PROPERTY, System.getenv(FOLDER_VARIABLE));
        return named == null || named.isBlank()
                ? Path.of(System.getProperty("pinpipe.project", "")).resolve(DEFAULT_FOLDER)
                : Path.of(named);
    }

    private static boolean isIn(Path folder) {
        return Files.isRegularFile(folder.resolve("node_modules").resolve(PART).resolve("package.json"));
    }

    private static String installation(Path folder) {
        return "npm " + String.join(" ", installationArguments(folder));
    }

    private static List<String> installationArguments(Path folder) {
        return List.of(
                "install", "--prefix", folder.toString(), "--no-package-lock", "--no-audit", "--no-fund", PACKAGE);
    }

    private static boolean runs(String program) {
        try {
            Process process = new ProcessBuilder(command(program, List.of("--version")))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean ended = process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            return ended && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** On Windows npm is a batch file, which only a shell starts. */
    private static List<String> command(String program, List<String> arguments) {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        return Stream.concat(windows ? Stream.of("cmd", "/c", program) : Stream.of(program), arguments.stream())
                .toList();
    }

    private static String script() {
        try (InputStream script = Objects.requireNonNull(Kinesalite.class.getResourceAsStream("kinesalite.js"))) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("kinesalite.js cannot be read", e);
        }
    }
}
