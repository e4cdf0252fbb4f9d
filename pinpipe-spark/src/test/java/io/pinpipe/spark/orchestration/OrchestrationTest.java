package io.pinpipe.spark.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinpipe.spark.Main;
import io.pinpipe.testkit.servers.MachineParts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Parses the files of the folder {@code orchestration} with Python, without Airflow and Databricks. */
final class OrchestrationTest {

    private static final Path FILES =
            Path.of(System.getProperty("pinpipe.project", "..")).resolve("orchestration");
    private static final List<String> STEPS = List.of("archive", "clean", "analyse", "dashboard");

    @TempDir
    private Path scratch;

    @BeforeEach
    void requirePython() throws InterruptedException {
        boolean present;
        try {
            present = new ProcessBuilder("python3", "--version").start().waitFor() == 0;
        } catch (IOException absent) {
            present = false;
        }
        MachineParts.require("python3", present, "install Debian's package python3");
    }

    @Test
    void theDagRunsDailyWithoutCatchingUp() throws Exception {
        JsonNode dag = dag(Map.of("PINPIPE_USER_ID", "0badcafe0000")).get(0);
        assertThat(dag.get("dag_id").asText()).isEqualTo("0badcafe0000_dag");
        assertThat(dag.get("schedule").asText()).isEqualTo("@daily");
        assertThat(dag.get("catchup").asBoolean(true)).isFalse();
    }

    @Test
    void theStepsFollowOneAnother() throws Exception {
        assertThat(tasks(dag(Map.of())))
                .extracting(task -> task.get("task_id").asText())
                .isEqualTo(STEPS);
        assertThat(tasks(dag(Map.of())))
                .extracting(task -> task.get("before").toString())
                .containsExactly("[]", "[\"archive\"]", "[\"clean\"]", "[\"analyse\"]");
    }

    @Test
    void whatIsSubmittedIsACommandThatThisProgramHas() throws Exception {
        for (JsonNode task : tasks(dag(Map.of("PINPIPE_JAR", "cluster.jar")))) {
            List<String> words = List.of(task.get("bash_command").asText().split(" "));
            assertThat(words).startsWith("spark-submit", "--class", Main.class.getName());
            String[] arguments = words.subList(words.indexOf("cluster.jar") + 1, words.size())
                    .toArray(String[]::new);
            assertThatCode(() -> new CommandLine(new Main())
                            .setCaseInsensitiveEnumValuesAllowed(true)
                            .parseArgs(arguments))
                    .as("%s", words)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void databricksRunsTheNotebookStepByStep() throws Exception {
        List<JsonNode> tasks = tasks(dag(Map.of(
                "PINPIPE_RUNNER", "databricks", "PINPIPE_CLUSTER_ID", "c-1", "PINPIPE_NOTEBOOK", "/Repos/notebook")));
        assertThat(tasks)
                .extracting(
                        task -> task.at("/notebook_task/base_parameters/step").asText())
                .isEqualTo(STEPS);
        String notebook = Files.readString(FILES.resolve("databricks_notebook.py"));
        tasks.get(0)
                .at("/notebook_task/base_parameters")
                .fieldNames()
                .forEachRemaining(name -> assertThat(notebook).contains("dbutils.widgets.text(\"" + name + "\""));
        assertThat(STEPS).allMatch(step -> notebook.contains("asked(\"" + step + "\")"));
    }

    @Test
    void whatTheNotebookCallsIsThere() throws Exception {
        JsonNode chains = read("notebook", "databricks_notebook.py", Map.of());
        assertThat(chains).hasSizeGreaterThan(10);
        for (JsonNode chain : chains) {
            assertThat(resolves(chain)).as("%s", chain).isTrue();
        }
    }

    /** Resolves a chain: packages, a class, and then the members named or called. */
    private static boolean resolves(JsonNode chain) {
        StringBuilder name = new StringBuilder();
        Class<?> type = null;
        for (JsonNode link : chain) {
            String member = link.get(0).asText();
            JsonNode arguments = link.get(1);
            if (type == null) {
                name.append(name.isEmpty() ? "" : ".").append(member);
                type = Character.isUpperCase(member.charAt(0)) ? classOf(name.toString()) : null;
            } else {
                type = memberOf(type, member, arguments);
                if (type == null) {
                    return false;
                }
            }
        }
        return type != null;
    }

    private static Class<?> classOf(String name) {
        try {
            return Class.forName(name, false, Main.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError("The notebook names a class that is not there", e);
        }
    }

    private static @Nullable Class<?> memberOf(Class<?> type, String member, JsonNode arguments) {
        if (arguments.isNull()) {
            return Stream.of(type.getFields())
                    .filter(field -> field.getName().equals(member))
                    .map(field -> (Class<?>) field.getType())
                    .findFirst()
                    .orElse(null);
        }
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals(member) && method.getParameterCount() == arguments.asInt())
                .map(method -> (Class<?>) method.getReturnType())
                .findFirst()
                .orElse(null);
    }

    private JsonNode dag(Map<String, String> environment) throws Exception {
        return read("dag", "airflow_dag.py", environment);
    }

    private static List<JsonNode> tasks(JsonNode made) {
        return StreamSupport.stream(made.spliterator(), false)
                .filter(noted -> noted.has("task_id"))
                .toList();
    }

    private JsonNode read(String kind, String file, Map<String, String> environment) throws Exception {
        Path script = scratch.resolve("read.py");
        try (InputStream in = Objects.requireNonNull(OrchestrationTest.class.getResourceAsStream("read.py"))) {
            Files.write(script, in.readAllBytes());
        }
        Path errors = scratch.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(
                        "python3", script.toString(), kind, FILES.resolve(file).toString())
                .redirectError(errors.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PINPIPE_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        byte[] output = process.getInputStream().readAllBytes();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
        return new ObjectMapper().readTree(output);
    }
}
