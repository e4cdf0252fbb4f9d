package io.pinpipe.testkit.servers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A main class in a JVM of its own, or another program, which can be killed, paused, and given little memory or other
 * libraries.
 *
 * <p>The child prints {@code READY …} to its standard output once it is ready, and exits when its standard input ends:
 * on {@link #stop()}, and also when the parent dies. A main class does both by calling {@link #serve}. Its standard
 * error goes to a file, which is deleted with the child unless {@link Builder#errors(Path)} sets it.
 *
 * <p>A main class inherits the parent's class path, or uses the one in the system property
 * {@value #CLASS_PATH_PROPERTY}, for a parent whose libraries are incompatible with the servers.
 *
 * <p>Thread-safe.
 */
public final class ChildProcess implements AutoCloseable {

    /** The system property with the class path of children if it differs from the parent's: {@value}. */
    public static final String CLASS_PATH_PROPERTY = "pinpipe.servers.classpath";

    private static final String READY = "READY";
    private static final Duration STOP_WITHIN = Duration.ofSeconds(20);
    private static final int ERROR_LINES_SHOWN = 20;

    private final String name;
    private final Process process;
    private final Path errors;
    private final boolean keepsErrors;
    private final BlockingQueue<Line> lines = new LinkedBlockingQueue<>();
    private final Thread killer;
    private String readiness = "";

    /** A line of output, or the end of the output. */
    private record Line(@Nullable String text) {}

    private ChildProcess(Builder builder) {
        this.name = builder.name;
        this.keepsErrors = builder.errors != null;
        this.errors = builder.errors == null ? newFile(name) : builder.errors;
        try {
            ProcessBuilder described = new ProcessBuilder(builder.command())
                    .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
            described.environment().putAll(builder.environment);
            this.process = described.start();
        } catch (IOException e) {
            deleteErrors();
            throw new UncheckedIOException("The process of " + name + " could not be started", e);
        }
        this.killer = new Thread(this::killWithParent, "kill " + name);
        Runtime.getRuntime().addShutdownHook(killer);
        Thread reader = new Thread(this::read, "output of " + name);
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Creates a builder of a Java program.
     *
     * @param main a class with a main method
     * @return a builder
     */
    public static Builder of(Class<?> main) {
        return new Builder(main.getSimpleName(), List.of(), main.getName());
    }

    /**
     * Creates a builder of another program.
     *
     * @param name its name in messages
     * @param program the command and its first arguments
     * @return a builder
     */
    public static Builder of(String name, List<String> program) {
        return new Builder(name, List.copyOf(program), null);
    }

    /**
     * Called by a child's main method once its server runs: prints the ready line, waits for the end of standard input,
     * closes the server and exits.
     *
     * @param readiness information for the parent, such as an address; one line
     * @param server closed at the end
     */
    public static void serve(String readiness, AutoCloseable server) {
        PrintStream out = System.out;
        out.println(READY + " " + readiness);
        out.flush();
        int status = 0;
        try (server) {
            while (System.in.read() >= 0) {
                // input from the parent has no meaning; only its end does
            }
        } catch (Exception e) {
            System.err.println("The server could not be closed: " + e);
            status = 1;
        }
        Runtime.getRuntime().halt(status);
    }

    /**
     * Returns what the child printed after {@code READY}.
     *
     * @return the rest of the line
     */
    public String readiness() {
        return readiness;
    }

    /**
     * Returns the next line of the child's standard output.
     *
     * @param wait the maximum wait
     * @return the line, or null when the output has ended
     * @throws IllegalStateException when no line arrives in time
     */
    public @Nullable String nextLine(Duration wait) {
        try {
            Line line = lines.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
            if (line == null) {
                throw new IllegalStateException(name + " wrote nothing within " + wait + lastErrors());
            }
            if (line.text() == null) {
                lines.add(line);
            }
            return line.text();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + name, e);
        }
    }

    /**
     * Returns the child's process id.
     *
     * @return the id
     */
    public long pid() {
        return process.pid();
    }

    /**
     * Returns whether the child is running.
     *
     * @return true until it has exited, even while it is paused
     */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Kills the child with {@code SIGKILL} and waits until it has exited. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd(STOP_WITHIN);
        forget();
    }

    /** Pauses the child with {@code SIGSTOP}: its connections stay open but nothing is answered. Unix only. */
    public void pause() {
        signal("STOP");
    }

    /** Resumes a paused child with {@code SIGCONT}. Unix only. */
    public void resume() {
        signal("CONT");
    }

    /** Stops the child by closing its standard input; kills it after 20 s, or when it is paused. */
    public void stop() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // already exited
        }
        if (!awaitEnd(STOP_WITHIN)) {
            process.destroyForcibly();
            awaitEnd(STOP_WITHIN);
        }
        forget();
    }

    /** Same as {@link #stop()}. */
    @Override
    public void close() {
        stop();
    }

    @Override
    public String toString() {
        return name + "[" + process.pid() + "]";
    }

    private void awaitReady(Duration within) {
        long end = System.nanoTime() + within.toNanos();
        while (true) {
            String line = nextLine(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            if (line == null) {
                awaitEnd(STOP_WITHIN);
                throw new IllegalStateException(
                        name + " ended with status " + process.exitValue() + " before it was ready" + lastErrors());
            }
            if (line.startsWith(READY)) {
                readiness = line.substring(READY.length()).strip();
                return;
            }
        }
    }

    private void read() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(new Line(line));
            }
        } catch (IOException e) {
            // the pipe broke because the child was killed
        } finally {
            lines.add(new Line(null));
        }
    }

    private static Path newFile(String name) {
        try {
            return Files.createTempFile(name + "-", ".log");
        } catch (IOException e) {
            throw new UncheckedIOException("No temporary file could be made", e);
        }
    }

    private void signal(String signal) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .start();
            try (BufferedReader reader =
                    new BufferedReader(new InputStreamReader(kill.getInputStream(), StandardCharsets.UTF_8))) {
                String output = reader.readLine();
                if (kill.waitFor() != 0) {
                    throw new IllegalStateException(this + " could not be sent SIG" + signal + ": " + output);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The command 'kill' could not be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while signalling " + this, e);
        }
    }

    private boolean awaitEnd(Duration within) {
        try {
            return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void killWithParent() {
        process.destroyForcibly();
        deleteErrors();
    }

    private void deleteErrors() {
        if (!keepsErrors) {
            try {
                Files.deleteIfExists(errors);
            } catch (IOException e) {
                throw new UncheckedIOException("The file " + errors + " could not be deleted", e);
            }
        }
    }

    private void forget() {
        deleteErrors();
        try {
            Runtime.getRuntime().removeShutdownHook(killer);
        } catch (IllegalStateException e) {
            // the JVM is shutting down: the hook has run or will
        }
    }

    private String lastErrors() {
        try {
            List<String> output = Files.readAllLines(errors, StandardCharsets.UTF_8);
            List<String> last = output.subList(Math.max(0, output.size() - ERROR_LINES_SHOWN), output.size());
            return "; the end of " + errors + ":\n" + String.join("\n", last);
        } catch (IOException e) {
            return "; " + errors + " cannot be read: " + e;
        }
    }

    /** Builds a child process. Not thread-safe. */
    public static final class Builder {

        private static final Duration DEFAULT_READY_WITHIN = Duration.ofSeconds(60);

        private final String name;
        private final List<String> program;
        private final @Nullable String main;
        private final List<String> jvmOptions = new ArrayList<>();
        private final List<String> arguments = new ArrayList<>();
        private final Map<String, String> environment = new HashMap<>();
        private @Nullable Path errors;
        private Duration readyWithin = DEFAULT_READY_WITHIN;

        private Builder(String name, List<String> program, @Nullable String main) {
            this.name = name;
            this.program = program;
            this.main = main;
        }

        /**
         * Adds JVM options, such as {@code -Xmx128m}.
         *
         * @param options the options
         * @return this builder
         * @throws IllegalStateException when the child is not a main class
         */
        public Builder jvmOptions(String... options) {
            if (main == null) {
                throw new IllegalStateException(name + " is not a Java program");
            }
            jvmOptions.addAll(List.of(options));
            return this;
        }

        /**
         * Adds arguments.
         *
         * @param values the arguments
         * @return this builder
         */
        public Builder arguments(String... values) {
            arguments.addAll(List.of(values));
            return this;
        }

        /**
         * Adds an environment variable; the child inherits the others.
         *
         * @param variable the variable's name
         * @param value its value
         * @return this builder
         */
        public Builder environment(String variable, String value) {
            environment.put(variable, value);
            return this;
        }

        /**
         * Sets the file that the child's standard error is appended to.
         *
         * @param errors a file; by default a new temporary file, deleted when the child ends
         * @return this builder
         */
        public Builder errors(Path errors) {
            this.errors = errors;
            return this;
        }

        /**
         * Sets how long the child may take to become ready.
         *
         * @param readyWithin 60 s by default
         * @return this builder
         */
        public Builder readyWithin(Duration readyWithin) {
            this.readyWithin = readyWithin;
            return this;
        }

        /**
         * Starts the child and waits until it is ready.
         *
         * @return the running child
         * @throws IllegalStateException when it exits before it is ready, or is not ready in time; the message shows
         *     the end of its standard error
         */
        public ChildProcess start() {
            ChildProcess child = new ChildProcess(this);
            try {
                child.awaitReady(readyWithin);
                return child;
            } catch (IllegalStateException e) {
                child.kill();
                throw e;
            }
        }

        private List<String> command() {
            List<String> command = new ArrayList<>(program);
            if (main != null) {
                command.add(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString());
                command.addAll(jvmOptions);
                command.add("-cp");
                command.add(System.getProperty(CLASS_PATH_PROPERTY, System.getProperty("java.class.path")));
                command.add(main);
            }
            command.addAll(arguments);
            return command;
        }
    }
}
