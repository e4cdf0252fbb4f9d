package io.pinpipe.testkit.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** MySQL's binaries, unpacked once per process into a temporary folder, which is deleted when the process exits. */
final class MySql8Programs {

    private static final String ARCHIVE = "/mysql-Linux-amd64.tar.gz";

    private static @Nullable Path unpacked;
    private static @Nullable Trial trial;

    private MySql8Programs() {}

    /** Returns what this machine lacks to run them, determined by a trial run. */
    static synchronized Optional<String> missing() {
        if (trial == null) {
            trial = new Trial(tryThem());
        }
        return trial.missing();
    }

    static synchronized Path folder() {
        missing().ifPresent(part -> {
            throw new IllegalStateException("MySQL 8 cannot run on this machine: " + part);
        });
        return unpack();
    }

    private static Optional<String> tryThem() {
        if (!System.getProperty("os.name").equals("Linux")
                || !System.getProperty("os.arch").equals("amd64")) {
            return Optional.of("its programs are for Linux on amd64");
        }
        Ended ended = run(unpack().resolve("bin/mysqld").toString(), "--no-defaults", "--version");
        if (ended.status() == 0) {
            return Optional.empty();
        }
        return Optional.of(
                ended.output().contains("libaio")
                        ? "install the library libaio.so.1 (on Debian, apt-get install libaio1)"
                        : "its program printed: " + ended.output().strip());
    }

    private static Path unpack() {
        if (unpacked != null) {
            return unpacked;
        }
        ScratchFolder folder = new ScratchFolder("mysql8-programs");
        Runtime.getRuntime().addShutdownHook(new Thread(folder::close, "delete MySQL's programs"));
        Path archive = folder.path().resolve("mysql.tar.gz");
        try (InputStream in = MySql8Programs.class.getResourceAsStream(ARCHIVE)) {
            if (in == null) {
                throw new IllegalStateException("the class path lacks " + ARCHIVE);
            }
            Files.copy(in, archive, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("MySQL's programs could not be copied", e);
        }
        Ended tar = run(
                "tar",
                "xzf",
                archive.toString(),
                "--no-same-owner",
                "-C",
                folder.path().toString());
        if (tar.status() != 0) {
            throw new IllegalStateException("MySQL's programs could not be unpacked: " + tar.output());
        }
        unpacked = folder.path();
        return unpacked;
    }

    /** The result of the trial run. */
    private record Trial(Optional<String> missing) {}

    /** A program's exit status and output. */
    private record Ended(int status, String output) {}

    private static Ended run(String... command) {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException("The program '" + command[0] + "' could not be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while '" + command[0] + "' ran", e);
        }
    }
}
