package io.pinpipe.examples.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The second half of the pipeline on the topics of a leg: archive, clean, analyse and dashboard, each with pinpipe-spark
 * in its own process, since Spark's libraries are older than those here.
 */
final class SparkSteps {

    /** The program as built, relative to the project's folder. */
    static final String DEFAULT_JAR = "pinpipe-spark/target/pinpipe-spark.jar";

    private static final Path RESULTS = Path.of("target");

    private final Path jar;
    private final Path folder;
    private final Consumer<String> say;
    private final Map<String, Integer> exitCodes = new LinkedHashMap<>();
    private Map<Integer, Integer> expected = Map.of();
    private Map<Integer, Integer> found = Map.of();
    private volatile boolean stopped;
    private volatile @Nullable Process running;

    private SparkSteps(Path jar, Path folder, Consumer<String> say) {
        this.jar = jar;
        this.folder = folder;
        this.say = say;
    }

    static SparkSteps by(Path jar, Consumer<String> say) {
        if (!Files.isRegularFile(jar)) {
            throw new IllegalArgumentException("There is no " + jar
                    + ": build it with mvn -ntp -DskipTests -pl pinpipe-spark -am package, or pass its"
                    + " path to --with-spark");
        }
        try {
            Files.createDirectories(RESULTS);
            return new SparkSteps(
                    jar, Files.createTempDirectory(RESULTS, "demo-").toAbsolutePath(), say);
        } catch (IOException e) {
            throw new UncheckedIOException("No folder for the demo's results could be created in " + RESULTS, e);
        }
    }

    /** Runs the steps in order, and stops at the first that fails. */
    void run(String servers, String userId, Map<Integer, Integer> usersByYear) {
        expected = usersByYear;
        String archive = folder.resolve("archive").toString();
        String lake = folder.resolve("lake").toString();
        Path answers = folder.resolve("answers");
        Path dashboard = folder.resolve("dashboard.html");
        boolean done = step("archive", "--from", "kafka://" + servers, "--user-id", userId, "--out", archive, "--once")
                && step("clean", "--in", archive, "--user-id", userId, "--out", lake)
                && step("analyse", "--in", lake, "--user-id", userId, "--format", "json", "--out", answers.toString())
                && step("dashboard", "--in", lake, "--user-id", userId, "--out", dashboard.toString());
        if (done) {
            found = usersJoined(answers.resolve("q6.json"));
            say.accept("Answers are in " + answers + ", and charts in " + dashboard);
        }
        if (done && !found.equals(expected)) {
            say.accept("Users joined by year: the answer is " + found + ", but the database has " + expected);
        }
    }

    boolean isGood() {
        return exitCodes.size() == 4
                && exitCodes.values().stream().allMatch(code -> code == 0)
                && found.equals(expected);
    }

    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("exitCodes", exitCodes);
        fields.put("usersJoined", found);
        fields.put("usersExpected", expected);
        fields.put("folder", folder.toString());
        return fields;
    }

    /** Ends the current step. */
    void stop() {
        stopped = true;
        Process process = running;
        if (process != null) {
            process.destroy();
        }
    }

    private boolean step(String name, String... options) {
        say.accept("Spark: " + name + " ...");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar.toString(), name));
        command.addAll(List.of(options));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            running = process;
            if (stopped) {
                process.destroy();
            }
            try (BufferedReader lines = process.inputReader()) {
                lines.lines().forEach(line -> say.accept("  " + line));
            }
            exitCodes.put(name, process.waitFor());
        } catch (IOException e) {
            throw new UncheckedIOException("Spark's " + name + " could not be started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Spark's " + name + " ran", e);
        } finally {
            stop(running);
            running = null;
        }
        return exitCodes.get(name) == 0;
    }

    private static void stop(@Nullable Process process) {
        if (process != null && process.isAlive()) {
            process.destroyForcibly();
        }
    }

    private static Map<Integer, Integer> usersJoined(Path answer) {
        Map<Integer, Integer> years = new TreeMap<>();
        try {
            for (JsonNode row : new ObjectMapper().readTree(answer.toFile())) {
                years.put(
                        row.get("post_year").asInt(),
                        row.get("number_users_joined").asInt());
            }
            return years;
        } catch (IOException e) {
            throw new UncheckedIOException("The answer " + answer + " cannot be read", e);
        }
    }
}
