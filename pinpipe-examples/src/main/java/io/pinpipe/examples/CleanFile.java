package io.pinpipe.examples;

import io.pinpipe.Kind;
import io.pinpipe.clean.CleaningSummary;
import io.pinpipe.clean.JsonLinesCleaner;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Cleans a file of pins, one JSON object per line. Arguments: the file, the file for clean pins, and the file for
 * rejected lines, each with the reason.
 */
public final class CleanFile {

    private CleanFile() {}

    public static void main(String[] args) throws IOException {
        try (InputStream raw = Files.newInputStream(Path.of(args[0]));
                OutputStream clean = Files.newOutputStream(Path.of(args[1]));
                OutputStream rejected = Files.newOutputStream(Path.of(args[2]))) {
            CleaningSummary summary = JsonLinesCleaner.builder(Kind.PIN).build().clean(raw, clean, rejected);
            System.out.print(summary.toTable());
        }
    }
}
