package io.pinpipe.testkit.servers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * MySQL 8.0.15 from an archive for Linux on amd64. It authenticates with {@code caching_sha2_password}, with or without
 * TLS, and has a certificate authority of its own.
 *
 * <p>It needs the library {@code libaio.so.1}, Debian's package {@code libaio1}.
 */
public final class EmbeddedMySql8 implements EmbeddedDatabase {

    private static final Duration START_WITHIN = Duration.ofSeconds(60);

    private final Process process;
    private final ScratchFolder folder;
    private final DatabaseLogin login;
    private final Thread end = new Thread(this::stop, "stop MySQL");

    private EmbeddedMySql8(Process process, ScratchFolder folder, DatabaseLogin login) {
        this.process = process;
        this.folder = folder;
        this.login = login;
        Runtime.getRuntime().addShutdownHook(end);
    }

    /**
     * Returns what keeps this server from running on this machine.
     *
     * @return what is missing and how to install it; empty when the server can be started
     */
    public static Optional<String> missing() {
        return MySql8Programs.missing();
    }

    /**
     * Starts a new server; takes about five seconds.
     *
     * @return the running server
     * @throws IllegalStateException when it does not start, or when something is {@link #missing()}
     */
    public static EmbeddedMySql8 start() {
        Path programs = MySql8Programs.folder();
        ScratchFolder folder = new ScratchFolder("mysql8");
        try {
            Bootstrap bootstrap = new Bootstrap();
            Path statements = bootstrap.write(folder.path());
            Files.createDirectory(temporary(folder.path()));
            initialise(programs, folder.path());
            int port = FreePort.next();
            Process process = run(
                    programs,
                    folder.path(),
                    "--init-file=" + statements,
                    "--port=" + port,
                    "--bind-address=127.0.0.1",
                    "--skip-name-resolve",
                    // The path of a Unix socket is limited to 107 bytes; a relative one is resolved against the data
                    // folder.
                    "--socket=mysql.sock",
                    "--mysqlx=OFF",
                    "--disable-log-bin",
                    "--character-set-server=utf8mb4",
                    "--default-time-zone=" + TIME_ZONE,
                    "--innodb-flush-log-at-trx-commit=0",
                    "--innodb-flush-method=nosync");
            EmbeddedMySql8 started = new EmbeddedMySql8(process, folder, bootstrap.login(port));
            started.awaitReady();
            return started;
        } catch (IOException e) {
            folder.close();
            throw new UncheckedIOException("MySQL's temporary folder could not be created", e);
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /**
     * Returns the authority that signed the server's certificate, which is not issued for a particular host.
     *
     * @return a PEM file that exists until the server is closed
     */
    public Path certificateAuthority() {
        return data(folder.path()).resolve("ca.pem");
    }

    @Override
    public DatabaseLogin login() {
        return login;
    }

    @Override
    public void close() {
        stop();
        ShutdownHooks.forget(end);
    }

    private static void initialise(Path programs, Path folder) {
        Process process = run(programs, folder, "--initialize-insecure");
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("MySQL could not create its data folder:\n" + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("MySQL's output could not be read", e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while MySQL made its data folder", e);
        }
    }

    private static Process run(Path programs, Path folder, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(programs.resolve("bin/mysqld").toString());
        command.add("--no-defaults");
        command.add("--basedir=" + programs);
        command.add("--datadir=" + data(folder));
        command.add("--tmpdir=" + temporary(folder));
        command.add("--lc-messages-dir=" + programs.resolve("share"));
        if (System.getProperty("user.name").equals("root")) {
            command.add("--user=root");
        }
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException("MySQL could not be started", e);
        }
    }

    private static Path data(Path folder) {
        return folder.resolve("data");
    }

    /** Not shared: a server deletes other servers' files from its temporary folder when it starts. */
    private static Path temporary(Path folder) {
        return folder.resolve("tmp");
    }

    /**
     * Reads the server's output until it is ready, then continues in the background so that the server never blocks.
     */
    private void awaitReady() {
        CompletableFuture<Void> tooLate = CompletableFuture.runAsync(
                process::destroyForcibly,
                CompletableFuture.delayedExecutor(START_WITHIN.toSeconds(), TimeUnit.SECONDS));
        StringBuilder printed = new StringBuilder();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        try {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                printed.append(line).append('\n');
                if (line.contains("ready for connections")) {
                    drain(output);
                    return;
                }
            }
        } catch (IOException e) {
            printed.append(e);
        } finally {
            tooLate.cancel(false);
        }
        close();
        throw new IllegalStateException("MySQL ended before it was ready, or took too long:\n" + printed);
    }

    private static void drain(BufferedReader output) {
        Thread reader = new Thread(
                () -> {
                    try (output) {
                        output.transferTo(Writer.nullWriter());
                    } catch (IOException ended) {
                        // the server was stopped
                    }
                },
                "output of MySQL");
        reader.setDaemon(true);
        reader.start();
    }

    /** Kills the server, which saves four seconds: its data is discarded. */
    private void stop() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            folder.close();
        }
    }
}
