package io.pinpipe.spark.dashboard;

import io.pinpipe.testkit.servers.MachineParts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Opens pages in headless Chromium. */
final class Browser {

    private static final List<Path> PROGRAMS = List.of(
            Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"), Path.of("/usr/bin/google-chrome"));

    private Browser() {}

    /**
     * A page after its scripts have run.
     *
     * @param dom the document
     * @param console the console's output
     */
    record Opened(String dom, List<String> console) {}

    static Opened open(Path page, Path scratch) throws IOException, InterruptedException {
        List<Path> found = PROGRAMS.stream().filter(Files::isExecutable).toList();
        MachineParts.require("chromium", !found.isEmpty(), "install Debian's package chromium");
        Path dom = scratch.resolve("dom.html");
        Path log = scratch.resolve("chromium.log");
        Process process = new ProcessBuilder(
                        found.get(0).toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--enable-logging=stderr",
                        "--user-data-dir=" + scratch.resolve("profile"),
                        "--virtual-time-budget=10000",
                        "--dump-dom",
                        page.toUri().toString())
                .redirectOutput(dom.toFile())
                .redirectError(log.toFile())
                .start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Chromium did not end: " + Files.readString(log));
            }
        } finally {
            process.destroyForcibly();
        }
        try (Stream<String> lines = Files.lines(log, StandardCharsets.UTF_8)) {
            return new Opened(
                    Files.readString(dom),
                    lines.filter(line -> line.contains("CONSOLE")).toList());
        }
    }
}
