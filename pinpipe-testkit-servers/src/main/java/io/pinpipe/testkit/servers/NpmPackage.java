package io.pinpipe.testkit.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A server published on npm, in a folder that contains {@code node_modules}.
 *
 * @param name the package's name, which is also the part's name in {@link MachineParts#PROPERTY}
 * @param version the release that is installed
 * @param property the system property that may contain the folder
 * @param variable the environment variable that may contain the folder
 * @param defaultFolder the default folder, relative to the project's root or the working directory
 */
record NpmPackage(String name, String version, String property, String variable, String defaultFolder) {

    private static final int PROBE_SECONDS = 30;
    private static final int INSTALL_MINUTES = 5;

    /** Returns the folder that contains {@code node_modules}; it may not exist. */
    Path folder() {
        String named = System.getProperty(property, System.getenv(variable));
        return named == null || named.isBlank()
                ? Path.of(System.getProperty("pinpipe.project", "")).resolve(defaultFolder)
                : Path.of(named);
    }

    /**
     * Returns what this machine lacks to run it and how to install it, as a phrase that ends a sentence; null when
     * nothing is missing.
     */
    @Nullable
    String missing() {
        if (!runs("node")) {
            return "install node.js, release 18 or later, and then run '" + installation(folder()) + "'";
        }
        return isIn(folder()) ? null : "run '" + installation(folder()) + "'";
    }

    /** Skips or fails the calling test when this machine cannot run it. */
    void require() {
        String missing = missing();
        MachineParts.require(name, missing == null, String.valueOf(missing));
    }

    /**
     * Returns a builder of a Node.js process that runs a script beside this class.
     *
     * @param script the script's file name; its first argument is the folder that contains {@code node_modules}
     * @param arguments further arguments
     * @throws IllegalStateException when this machine lacks a part; the message names it and how to install it
     */
    ChildProcess.Builder run(String script, List<String> arguments) {
        String missing = missing();
        if (missing != null) {
            throw new IllegalStateException(name + " cannot be started: " + missing);
        }
        return ChildProcess.of(
                name,
                Stream.concat(
                                Stream.of(
                                        "node",
                                        "-e",
                                        text(script),
                                        folder().toAbsolutePath().toString()),
                                arguments.stream())
                        .toList());
    }

    /** Installs it with npm; no effect when it is already installed. */
    void install(Path folder) {
        if (isIn(folder)) {
            return;
        }
        if (!runs("node") || !runs("npm")) {
            throw new IllegalStateException(name + " cannot be installed: this machine lacks node.js or npm");
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
            throw new UncheckedIOException(name + " could not be installed in " + folder, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while npm installed " + name, e);
        }
    }

    private boolean isIn(Path folder) {
        return Files.isRegularFile(folder.resolve("node_modules").resolve(name).resolve("package.json"));
    }

    private String installation(Path folder) {
        return "npm " + String.join(" ", installationArguments(folder));
    }

    private List<String> installationArguments(Path folder) {
        return List.of(
                "install",
                "--prefix",
                folder.toString(),
                "--no-package-lock",
                "--no-audit",
                "--no-fund",
                name + "@" + version);
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

    /** On Windows npm is a batch file, which only a shell can start. */
    private static List<String> command(String program, List<String> arguments) {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        return Stream.concat(windows ? Stream.of("cmd", "/c", program) : Stream.of(program), arguments.stream())
                .toList();
    }

    private static String text(String script) {
        try (InputStream in = Objects.requireNonNull(NpmPackage.class.getResourceAsStream(script))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(script + " cannot be read", e);
        }
    }
}
